import torch

import hashlib
import re
import string
import textwrap
import unicodedata
print(re.findall(r"\d+", "x1 y22"), textwrap.dedent("  a"), hashlib.md5(b"a").hexdigest(), string.ascii_letters[:3])
print(unicodedata.normalize("NFKC", "ｘ²"), "梯度".encode("utf-8").decode(), base if (base := "ok") else "")
