"""A folder without a system's names: each file or folder at its top is one submission.

Students of Chinese universities are asked to put their number and name into file names
("2023012345_李娜_作业1.ipynb", "李娜+2023012345 说明.docx"); where several files at the top bear
the same ones they are one student's. Different students must never be joined, so every doubt keeps
files apart: a number with two names, a name alone on two programs, a number that is a date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.ingest.layouts.attempts import in_rounds
from autograder.ingest.layouts.model import Entry, Part
from autograder.ingest.names import natural_key, split_ending
from autograder.ingest.places import Place
from autograder.ingest.submission import NOWHERE, Origin, Person

_NUMBER = re.compile(r"(?<![0-9A-Za-z.])([A-Za-z]{0,3}\d{7,14})(?![0-9A-Za-z])")
_DATE = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?$")
_CHINESE = re.compile(r"[\u4e00-\u9fff·]+")
_NO_NAME = re.compile(
    "作业|作業|实验|實驗|报告|報告|说明|說明|分析|解释|解釋|原因|代码|代碼|程序|答案|文档|文件|课程|练习|習題|习题"
    "|第[一二三四五六七八九十0-9]+[次章题周]|[一二三四五六七八九十0-9]+班|学号|學號|姓名|班级|梯度|自动求导|求导"
    "|追踪|中断|最终版|终版|修改版|修改|副本|新建|提交|截图|图片|照片|深度学习|机器学习|人工智能|张量|计算图"
)
_SURNAMES = set(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施"
    "文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷"
    "盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜"
    "冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠"
    "張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧葉蘇魏呂盧鍾譚陸賈韋鄒閻龍賀顧錢嚴湯溫齊喬龐顏莊聶魯關蘭"
)
DOUBLE_SURNAMES = (
    *("欧阳", "司马", "诸葛", "上官", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐"),
    *("歐陽", "司馬", "諸葛", "東方", "尉遲", "公孫", "令狐"),
)
"""Chinese family names of two characters."""

_WORDS = {"md", "markdown", "rst", "txt", "tex", "docx", "doc", "pdf", "rtf", "odt"}
_PICTURES = {"png", "jpg", "jpeg", "bmp", "gif"}


@dataclass(frozen=True)
class Owner:
    """What a file name says of its owner: student numbers, and a Chinese name ("" for none)."""

    numbers: tuple[str, ...]
    name: str


def owner_of(stem: str) -> Owner:
    """The student numbers and the Chinese name in the stem of a file name."""
    numbers = [match.upper() for match in _NUMBER.findall(stem) if not _DATE.match(match)]
    bare = _NO_NAME.sub(" ", stem)
    names = [run for run in _CHINESE.findall(bare) if _is_name(run)]
    return Owner(tuple(dict.fromkeys(numbers)), names[0] if len(names) == 1 else "")


def _is_name(run: str) -> bool:
    if run.startswith(DOUBLE_SURNAMES):
        return 3 <= len(run) <= 4
    return run[0] in _SURNAMES and 2 <= len(run) <= 3


def entry_at(place: Place) -> Entry:
    """The entry of one file or folder: a folder's name is taken whole, a file's without ending."""
    stem, ending = (place.name, "") if place.is_folder else split_ending(place.name)
    people = _people(owner_of(stem))
    origin = Origin(people=people) if people else NOWHERE
    return Entry(stem, ending, stem, (Part(place),), origin)


class Plain:
    """Each file or folder at the top level is one submission, but for several of one student."""

    name = "plain"

    def recognises(self, root: Place, children: Sequence[Place]) -> bool:  # noqa: ARG002
        """Every folder can be read so."""
        return True

    def entries(self, root: Place, children: Sequence[Place]) -> list[Entry]:  # noqa: ARG002
        """The entries in natural order of what they begin with."""
        entries: list[Entry] = []
        for owner, places in _groups(children):
            if len(places) == 1:
                entries.append(entry_at(places[0]))
                continue
            files = [(place.name, place) for place in sorted(places, key=_by_name)]
            for attempt, together in enumerate(in_rounds(files), start=1):
                entries.append(_joined(owner, together, attempt))
        return sorted(entries, key=lambda entry: natural_key(entry.parts[0].place.name))


def _groups(children: Sequence[Place]) -> list[tuple[Owner, list[Place]]]:
    """What belongs together, each with whose it is; what is in doubt stands alone."""
    owners = [(owner_of(_stem(child)), child) for child in children]
    by_number: dict[tuple[str, ...], list[tuple[Owner, Place]]] = {}
    by_name: dict[str, list[tuple[Owner, Place]]] = {}
    alone: list[tuple[Owner, Place]] = []
    for owner, place in owners:
        if owner.numbers:
            by_number.setdefault(owner.numbers, []).append((owner, place))
        elif owner.name:
            by_name.setdefault(owner.name, []).append((owner, place))
        else:
            alone.append((owner, place))
    together = []
    for numbers, found in by_number.items():
        names = {owner.name for owner, _ in found} - {""}
        if len(names) > 1:
            alone += found
        else:
            together.append((Owner(numbers, "".join(names)), [place for _, place in found]))
    for name, found in by_name.items():
        programs = [place for _, place in found if not _is_beside(place)]
        if len(programs) == 1 or len(found) == 1:
            together.append((Owner((), name), [place for _, place in found]))
        else:
            alone += found
    return together + [(owner, [place]) for owner, place in alone]


def _joined(owner: Owner, places: Sequence[Place], attempt: int) -> Entry:
    stem = "_".join([*owner.numbers, owner.name] if owner.name else owner.numbers)
    parts = tuple(Part(place, place.name) for place in places)
    origin = Origin(
        people=_people(owner), attempt=attempt, items=tuple(place.name for place in places)
    )
    return Entry(stem, "", stem, parts, origin)


def _people(owner: Owner) -> tuple[Person, ...]:
    if len(owner.numbers) > 1:
        return tuple(Person(sid=number) for number in owner.numbers)
    sid = owner.numbers[0] if owner.numbers else None
    return (Person(name=owner.name or None, sid=sid),) if sid or owner.name else ()


def _is_beside(place: Place) -> bool:
    """Whether a file goes with a program rather than being one: a text or a picture."""
    return not place.is_folder and split_ending(place.name)[1].lower() in _WORDS | _PICTURES


def _stem(place: Place) -> str:
    return place.name if place.is_folder else split_ending(place.name)[0]


def _by_name(place: Place) -> tuple[tuple[tuple[int, int, str], ...], str]:
    return natural_key(place.name)
