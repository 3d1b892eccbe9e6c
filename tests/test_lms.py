"""From an LMS's download to its gradebook and back, through the command line and a real sandbox."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

from click.testing import CliRunner

from autograder.cli import cli

PROGRAM = (
    "import torch\nx = torch.tensor(1., requires_grad=True)\ny1 = x ** 2\n"
    "with torch.no_grad():\n    y2 = x ** 3\ny3 = y1 + y2\ny3.backward()\nprint(x.grad)\n"
)
WHY = (
    "<p>y2 在 no_grad 中计算，不被追踪，不在计算图中，它的梯度不会传回 x。</p>"
    "<p>只有 y1 有贡献，所以 x.grad 是 2。</p>"
)


def test_a_moodle_class_from_download_to_upload(tmp_path: Path) -> None:
    """The text box earns the explanation, the worksheet is filled, feedback finds its way back."""
    download = tmp_path / "下载" / "课程-作业二-77.zip"
    download.parent.mkdir()
    with zipfile.ZipFile(download, "w") as archive:
        archive.writestr("李娜_2001_assignsubmission_file_/作业.py", PROGRAM)
        archive.writestr("李娜_2001_assignsubmission_onlinetext_/onlinetext.html", WHY)
        archive.writestr("José Núñez_2002_assignsubmission_file_/hw.py", "print(2)\n")
    sheet = tmp_path / "成绩-课程-作业二-77.csv"
    sheet.write_text(
        "标识符,全名,电子邮件地址,状态,成绩,最高分,成绩可以更改,最后修改（成绩）,反馈评论\n"
        "参与者2001,李娜,lina@example.edu,已提交,,100.00,是,-,\n"
        "参与者2002,José Núñez,jose@example.edu,已提交,,100.00,是,-,\n"
        "参与者2003,王芳,wf@example.edu,没有提交,,100.00,是,-,\n",
        encoding="utf-8-sig",
    )
    out = tmp_path / "graded"
    done = CliRunner().invoke(
        cli, ["grade", str(download.parent), "--out", str(out), "--lang", "zh"]
    )
    assert done.exit_code == 0, done.output
    assert "识别为：Moodle 下载，2 名学生的 2 份提交。" in done.stdout
    report = json.loads((out / "reports" / "李娜_2001.json").read_text(encoding="utf-8"))
    assert (report["score"], report["student"]) == (10, "李娜")
    assert report["origin"]["people"][0]["user_id"] == "2001"

    to = tmp_path / "filled.csv"
    done = CliRunner().invoke(
        cli, ["export", "moodle", str(out), "--worksheet", str(sheet), "--to", str(to)]
    )
    assert done.exit_code == 0, done.output
    with to.open(encoding="utf-8-sig", newline="") as file:
        lina, jose, absent = csv.DictReader(file)
    assert (lina["成绩"], jose["成绩"], absent["成绩"]) == ("100", "0", "")
    assert lina["反馈评论"].startswith("<p>得分：10 / 10</p>")
    assert to.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "王芳" in done.stderr

    done = CliRunner().invoke(cli, ["export", "moodle-feedback", str(out)])
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(out / "feedback-moodle.zip") as archive:
        name = "李娜_2001_assignsubmission_file_/feedback_no_grad_cubic.html"
        assert name in archive.namelist()
        assert "李娜" in archive.read(name).decode()


def test_attempts_that_do_not_count_are_told_of(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "lina_1001_501_hw.py").write_text("print(1)\n")
    (folder / "lina_1001_502_hw-1.py").write_text(PROGRAM)
    done = CliRunner().invoke(
        cli, ["grade", str(folder), "--out", str(tmp_path / "out"), "--lang", "en"]
    )
    assert "Canvas download, 2 submissions of 1 student. Only the latest" in done.stdout
    assert [path.stem for path in (tmp_path / "out" / "reports").glob("*.json")] == ["lina_1001"]


def test_a_result_that_is_carried_over_knows_how_the_work_came_this_time(tmp_path: Path) -> None:
    """The store has the same work already, but it was handed in again, late."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "lina_1001_501_hw.py").write_text(PROGRAM)
    arguments = ["grade", str(folder), "--out", str(out)]
    CliRunner().invoke(cli, arguments)
    (folder / "lina_1001_501_hw.py").rename(folder / "lina_LATE_1001_502_hw.py")
    CliRunner().invoke(cli, arguments)
    origin = json.loads((out / "reports" / "lina_1001.json").read_text("utf-8"))["origin"]
    assert (origin["late"], origin["items"]) == (True, ["lina_LATE_1001_502_hw.py"])
