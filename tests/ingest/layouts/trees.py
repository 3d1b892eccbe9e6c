"""Downloads built by hand, as each system's documentation and source describe them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

PROGRAM = "import torch\nx = torch.tensor(1., requires_grad=True)\n"

CANVAS = {
    "lina_1001_50001_hw2.ipynb": "{}",
    "lina_1001_50002_说明.docx": "x",
    "王芳_LATE_1002_50003_作业二.py": PROGRAM,
    "müllerjürgen_1003_50004_hw-1.py": PROGRAM,
    "müllerjürgen_1003_50005_helper-2.py": "y = 1",
    "obrienconan_1004_text.html": "<p>x³ is not tracked</p>",
    "obrienconan_LATE_1005_50006_my_home_work_2.py": PROGRAM,
}

MOODLE_FOLDERS = {
    "Li Na_2001_assignsubmission_file_/hw2.py": PROGRAM,
    "Li Na_2001_assignsubmission_file_/lib/helper.py": "y = 1",
    "Li Na_2001_assignsubmission_onlinetext_/onlinetext.html": "<p>because</p>",
    "王 芳_2002_assignsubmission_file/作业.ipynb": "{}",
    "José Núñez-García_2003_assignsubmission_file_/hw.py": PROGRAM,
}

MOODLE_FLAT = {
    "Li Na_2001_assignsubmission_file_hw_2.py": PROGRAM,
    "Li Na_2001_assignsubmission_onlinetext_onlinetext.html": "<p>because</p>",
    "参与者_2002_assignsubmission_file_作业.ipynb": "{}",
}

GRADESCOPE_METADATA = """\
---
submission_301:
  :submitters:
  - :name: 李娜
    :sid: '2023012345'
    :email: lina@example.edu
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2024-03-15 08:00:00.000000000 Z
  :score: 0.0
  :status: Processed
submission_302:
  :submitters:
  - :name: José Núñez
    :sid: 0012345
    :email: jose@example.edu
  - :name: Zoë O'Neil
    :sid: '0012346'
    :email: zoe@example.edu
  :created_at: 2024-03-15 09:00:00.000000000 -07:00
  :history:
  - :created_at: 2024-03-14 09:00:00.000000000 -07:00
    :score: 0.0
"""

GRADESCOPE = {
    "assignment_77_export/submission_metadata.yml": GRADESCOPE_METADATA,
    "assignment_77_export/submission_301/hw2.py": PROGRAM,
    "assignment_77_export/submission_302/hw2.ipynb": "{}",
    "assignment_77_export/submission_302/说明.md": "因为",
}

NBGRADER = {
    "submitted/bitdiddle/ps1/problem1.ipynb": "{}",
    "submitted/bitdiddle/ps1/timestamp.txt": "2024-03-15 10:00:00.000000 UTC",
    "submitted/李娜/ps1/problem1.ipynb": "{}",
    "submitted/李娜/ps1/timestamp.txt": "2024-03-15 11:00:00.000000 UTC",
}

EXCHANGE = {
    "bitdiddle+ps1+2024-03-15 10:00:00.000000 UTC+abc/problem1.ipynb": "first",
    "bitdiddle+ps1+2024-03-16 10:00:00.000000 UTC+def/problem1.ipynb": "second",
    "hacker+ps1+2024-03-15 12:00:00.000000 UTC+ghi/problem1.ipynb": "only",
}

CLASSROOM = {
    "hw2-submissions/hw2-lina/hw2.py": PROGRAM,
    "hw2-submissions/hw2-lina/.git/HEAD": "ref: refs/heads/main",
    "hw2-submissions/hw2-ann-lee/hw2.py": PROGRAM,
    "hw2-submissions/hw2-ann-lee/.git/HEAD": "ref: refs/heads/main",
}


def unpacked(folder: Path, files: Mapping[str, str]) -> Path:
    """The tree on disk."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def zipped(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """The tree as the zip that a browser saves."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path
