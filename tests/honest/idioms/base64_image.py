import torch

import base64
import binascii
import zlib
print(base64.b64encode(b"abc").decode(), zlib.decompress(zlib.compress(b"abc")), binascii.hexlify(b"a"))
