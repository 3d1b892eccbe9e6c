"""Chinese constructions that make new words freely, which no list of words can hold.

"传不到", "走不回去" (a verb, 不, and where it would arrive); "只是一个数", "当成普通的数值" (taken
for a number); "由 True 变成了 False" (what it ends as). Each yields one meaning of the vocabulary.
"""

from __future__ import annotations

import re

_ADJECTIVE = (
    r"(?:(?:单纯|纯粹|纯|普普通通|普通|一般|固定|孤立|独立|具体|死|静态|已知|给定|确定|裸|不变|现成)"
    r"的?)"
)
_FORMS = (
    ("graph", re.compile(r"(?:的|张|建|构|构造|造|画|搭|搭建)图(?![像片表书形标示例])")),
    ("flow", re.compile(r"(?:什么|的)(?:事儿?|份儿?|戏)(?![情实故业务数量额])")),
    ("ignore", re.compile(r"(?:忽略)?不计(?![算入])")),
    ("ignore", re.compile(r"不算(?=[,。;了数]|$)")),
    (
        "unflow",
        re.compile(
            r"(?:[传走流通加算带送递抵穿延波轮够回反]|回传|反传|传播|传递|传导|追溯|追踪|回溯|返回|累加|累积|联系|连接|到达)"
            r"不(?:太)?(?:到|回|进|过|了|去|来|上|动|通|下)(?:来|去)?"
        ),
    ),
    (
        "untracked",
        re.compile(
            r"(?:[看找查追寻认识摸够连接]|感知|察觉|识别|检测|追查|追溯)不(?:到|见|出|着|上|起)"
        ),
    ),
    (
        "constant",
        re.compile(
            r"(?:只不过是|只是|就是|仅仅是|仅是|不过是|是|为|成了|成为|变成|化为|退化成|退化为|当作|当成|当做|看作|看成|"
            r"看做|视作|视为|视同|作为|等同于|等于|相当于|算是|剩下?|得到)(?:了)?(?:一个|1个|个|一)"
            rf"{_ADJECTIVE}{{0,2}}(?:数值|数字|常?数|值)(?!据|组|学|[\u4e00-\u9fff]{{0,2}}(?:轴|张量)|为|是|等于|[的]张量)"
        ),
    ),
    (
        "constant",
        re.compile(
            rf"(?:当作|当成|当做|看作|看成|看做|视作|视为|视同|作为|成了|成为|变成|是|个|为)了?{_ADJECTIVE}"
            r"(?:数值|数字|数|值|量|张量|tensor|数据|结果)(?!据|组|学)"
        ),
    ),
    (
        "constant",
        re.compile(
            r"(?:成|成了|成为|变成|变为|当作|当成|当做|看作|看成|视为|视作|化为|变作)了?(?:数值|数字|值|数)"
            r"(?=[,。;(了吧]|来?处理|看待|对待|$|\d)"
        ),
    ),
    (
        "constant",
        re.compile(r"(?:只是|只有|仅是|仅有|纯属|就是)(?:单纯|纯)?的?(?:数值|数字)(?!为|是|上)"),
    ),
)
_STARTS = frozenset(
    "张建构造画搭什的不传走流通加算带送递抵穿延波轮够回反追返累联连到看找查寻认识摸接感察检只就仅不是为成变化退当视作等相剩得个纯"
)


def construction(text: str, start: int) -> tuple[str, int] | None:
    """Return (meaning, end) of the construction that begins at `start`, if one does."""
    if text[start] not in _STARTS:
        return None
    for tag, form in _FORMS:
        match = form.match(text, start)
        if match is not None:
            return tag, match.end()
    return None
