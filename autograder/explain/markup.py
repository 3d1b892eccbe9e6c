"""Takes Markdown and HTML off a text, and what is no prose in it.

Fenced and indented code, images, link addresses and tags go; the text of links, emphasis and
inline code stays. A fence that holds nothing but a number or a tensor stays as its content, for
"输出结果为：" above it makes it a claim.
"""

from __future__ import annotations

import re

from autograder.explain.mapped import Mapped

_FENCE = re.compile(
    r"^[ \t]*(`{3,}|~{3,})[^\n]*\n(.*?)(?:^[ \t]*\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL
)
_VALUE = re.compile(r"\s*(?:tensor\()?\[?\s*[-+]?\d+(?:\.\d*)?\s*\]?(?:,[^\n]*)?\)?\s*")
_PRE = re.compile(r"<(pre|script|style|svg)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h\d|/tr)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>\n]*)?/?>")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]+)\]\((?:https?:|/|#|\.)[^)\n]*\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s)\]>，。；、]+")
_BOLD = re.compile(r"(?<![\w*)])\*\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*\*(?![\d*])")
_TRUE_BOLD = re.compile(
    r"(?<=[\u3000-\u9fff，。])\*\*([^*\n]*[^\s*\n])\*\*(?=[\u3000-\u9fff，。\s]|$)"
)
_UNDERLINED = re.compile(r"(?<!\w)__([^_\n]+)__(?!\w)")
_EMPHASIS = re.compile(r"(?<![\w*])\*([^\s*][^*\n]*)\*(?![\w*])")
_STRUCK = re.compile(r"~~[^~\n]+~~")
_BACKTICKS = re.compile(r"`+")
_ENTITY = re.compile(r"&(nbsp|lt|gt|amp|quot);?")
_ENTITIES = {"nbsp": " ", "lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_QUOTE_MARK = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)


def strip_markup(text: Mapped) -> Mapped:
    """Return the prose of a Markdown or plain text."""
    if "```" in text.text or "~~~" in text.text:
        text = text.replace(_FENCE, _fence)
    if "<" in text.text:
        text = text.replace(_COMMENT, "").replace(_PRE, "").replace(_BREAK, "\n").replace(_TAG, "")
    if "](" in text.text:
        text = text.replace(_IMAGE, "").keep(_LINK)
    text = text.replace(_ADDRESS, "").replace(_QUOTE_MARK, "")
    if "**" in text.text:
        text = text.keep(_BOLD).keep(_TRUE_BOLD)
    if "__" in text.text:
        text = text.keep(_UNDERLINED)
    text = text.keep(_EMPHASIS).replace(_STRUCK, "").replace(_BACKTICKS, "")
    return text.replace(_ENTITY, lambda m: _ENTITIES[m.group(1)]) if "&" in text.text else text


def _fence(match: re.Match[str]) -> str:
    content = match.group(2)
    return content.strip() + "\n" if _VALUE.fullmatch(content) else "\n"
