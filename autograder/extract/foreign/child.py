"""Reads one document in a process of its own: `python -I child.py KIND < document > JSON`.

It can open nothing but the document, and has little memory and little time. It imports nothing of
ours, so that it starts fast and a fault of a parser finds nothing of the grader's in memory. It
writes one JSON object: `cells`, `pictures`, `pages`, or `error`.
"""

from __future__ import annotations

import codecs
import importlib
import io
import json
import logging
import pkgutil
import re
import resource
import sys
import warnings
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

MEMORY = 512 << 20
CPU_SECONDS = 15
OUTPUT = 16 << 20
MAX_TEXT = 400_000
MAX_PAGES = 200
MAX_CELLS = 2_000
_MOST_UNREADABLE = 0.3
_CODECS = (
    "cp437",
    *(
        "utf-8",
        "utf-16",
        "utf-16-be",
        "utf-16-le",
        "utf-32",
        "ascii",
        "latin-1",
        "cp1252",
        "charmap",
    ),
    *("mac-roman", "gb2312", "gbk", "gb18030", "big5", "big5hkscs", "shift_jis", "euc_jp", "cp932"),
    *("euc_kr", "cp949", "unicode_escape", "idna"),
)


class RefusedError(Exception):
    """The document cannot be read; the first argument says why, in one of our words."""


def main() -> None:
    """Read standard input and write what is in it."""
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    read = {"docx": read_docx, "pdf": read_pdf, "html": read_html}[sys.argv[1]]
    data = sys.stdin.buffer.read()
    try:
        found = read(data)
    except RefusedError as error:
        found = {"error": str(error)}
    except (MemoryError, RecursionError):
        found = {"error": "too_complex"}
    except Exception as error:  # parsers fail in every way on what is no document of theirs
        found = {"error": "damaged", "detail": type(error).__name__}
    sys.stdout.buffer.write(json.dumps(found).encode("ascii"))


def close_doors(*packages: str) -> None:
    """From here on nothing can be opened, neither a file nor a socket: all descriptors are taken.

    All that the parsers may still want to load, of their own packages too, is loaded before.
    """
    for name in _CODECS:
        codecs.lookup(name)
    for name in packages:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            with suppress(ImportError):
                importlib.import_module(module.name)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))


def read_docx(data: bytes) -> dict[str, Any]:
    """Paragraphs and tables of a Word document in their order (ECMA-376, WordprocessingML)."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        # An encrypted document lies in the container that .doc files have.
        wide = "EncryptedPackage".encode("utf-16-le")
        raise RefusedError("encrypted" if wide in data[: 1 << 20] else "old_word")
    from docx import Document
    from docx.oxml.ns import qn

    close_doors("docx")
    body = Document(io.BytesIO(data)).element.body
    paragraph, blank = qn("w:p"), {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
    words = {qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
    skipped = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
    pictures = 0
    lines: list[str] = []

    def walk(element: Any) -> None:
        nonlocal pictures
        for child in element:
            tag = child.tag
            if tag == skipped:
                continue
            if tag == paragraph:
                lines.append("")
                walk(child)
                lines.append("")
            elif tag in words:
                lines[-1] += child.text or ""
            elif tag in blank:
                lines[-1] += blank[tag]
            else:
                if isinstance(tag, str) and tag.endswith(("}blip", "}imagedata")):
                    pictures += 1
                walk(child)

    lines.append("")
    walk(body)
    text = "\n".join(line.strip() for line in lines)
    return _words(re.sub(r"\n\s*\n+", "\n\n", text), pictures=pictures)


def read_pdf(data: bytes) -> dict[str, Any]:
    """The text of a PDF (ISO 32000), page by page; a page without text is a picture."""
    from pypdf import PdfReader
    from pypdf.errors import PdfReadError

    close_doors("pypdf")
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise RefusedError("encrypted")
        pages = len(reader.pages)
    except PdfReadError:
        raise RefusedError("damaged") from None
    pictures, texts = 0, []
    for page in list(reader.pages)[:MAX_PAGES]:
        try:
            text = page.extract_text()
        except (MemoryError, RecursionError):
            raise
        except Exception:
            text = ""
        if text.strip() and _unreadable(text) < _MOST_UNREADABLE:
            texts.append(_unwrapped(text))
        else:
            pictures += 1
    return _words("\n\n".join(texts), pictures=pictures, pages=pages)


def _unreadable(text: str) -> float:
    """The share of characters that a font without a map to Unicode leaves."""
    odd = sum(1 for c in text if c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or c < "\t")
    return odd / len(text)


def _unwrapped(text: str) -> str:
    """Lines that were broken only because the page ends there, put together again."""
    lines = [line.rstrip() for line in text.split("\n")]
    widest = max((_width(line) for line in lines), default=0)
    joined: list[str] = []
    full = False
    for line in lines:
        goes_on = full and line and not re.match(r"\s|[-•*·#>]|\d+[.、)]|[A-Za-z_]\w*\s*=", line)
        if goes_on and joined:
            between = "" if ord(joined[-1][-1]) > 0x2E7F or ord(line[0]) > 0x2E7F else " "
            joined[-1] += between + line
        else:
            joined.append(line)
        ends = line.endswith(tuple("。！？.!?:：;；)"))
        full = bool(line) and not ends and _width(line) >= 0.8 * widest
    return "\n".join(joined)


def _width(line: str) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in line)


def read_html(data: bytes) -> dict[str, Any]:
    """A notebook exported by nbconvert (templates lab and classic), or any page as text."""
    from lxml import html

    close_doors()
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    root = html.document_fromstring(data, parser=parser)
    for junk in root.xpath("//script|//style|//head|//noscript|//svg"):
        junk.drop_tree()
    cells, pictures = [], 0
    for cell in root.xpath(f"//div[{_has('jp-Cell')} or {_has('cell')}]"):
        kinds = (cell.get("class") or "").split()
        if "jp-CodeCell" in kinds or "code_cell" in kinds:
            cells.append(_code_cell(cell))
        elif {"jp-MarkdownCell", "text_cell", "jp-RawCell"} & {*kinds}:
            pictures += len(cell.xpath(".//img"))
            cells.append({"kind": "text", "source": _text_of(_without_prompts(cell))})
        if len(cells) >= MAX_CELLS:
            break
    if cells:
        return {"cells": cells, "pictures": pictures, "pages": 1, "notebook": True}
    return _words(_text_of(root), pictures=len(root.xpath("//img")))


def _has(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def _without_prompts(cell: Any) -> Any:
    for prompt in cell.xpath(
        f".//*[{_has('jp-InputPrompt')} or {_has('prompt')} or {_has('anchor-link')}]"
    ):
        prompt.drop_tree()
    return cell


def _code_cell(cell: Any) -> dict[str, Any]:
    inputs = cell.xpath(
        f".//*[{_has('jp-InputArea-editor')} or {_has('input_area')}]//pre"
        f" | .//*[{_has('jp-Cell-inputWrapper')}]//pre"
    )
    source = inputs[0].text_content() if inputs else ""
    outputs = []
    for output in cell.xpath(f".//div[{_has('jp-OutputArea-output')}]"):
        mime = output.get("data-mime-type") or ""
        if not mime.endswith("stderr") and (text := _pre_of(output)):
            kind = "result" if "jp-OutputArea-executeResult" in (output.get("class") or "") else ""
            kind = kind or ("error" if mime.endswith("error") else "stream")
            outputs.append({"kind": kind, "text": text})
    for output in cell.xpath(f".//div[{_has('output_subarea')}]"):
        classes = output.get("class") or ""
        if "output_stderr" not in classes and (text := _pre_of(output)):
            kind = "result" if "output_execute_result" in classes else "stream"
            outputs.append({"kind": "error" if "output_error" in classes else kind, "text": text})
    return {"kind": "code", "source": source.strip("\n"), "outputs": outputs[:100]}


def _pre_of(output: Any) -> str:
    return "\n".join(pre.text_content() for pre in output.xpath(".//pre"))[:20_000]


_BLOCKS = {
    *("p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre"),
    *("blockquote", "section", "article", "header", "footer", "dd", "dt", "hr", "body"),
}


def _text_of(root: Any) -> str:
    """The text of an element as a browser breaks it into lines."""
    parts = "".join(_pieces(root))
    # Indentation is code's, which browsers make of no-break spaces; a lone blank is layout.
    lines = (re.sub(r"^ (?! )", "", line.rstrip()) for line in parts.split("\n"))
    lines = (line.replace("\xa0", " ") for line in lines)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _pieces(element: Any, *, kept: bool = False) -> Iterator[str]:
    """The pieces of text below an element; without recursion, since a page may be nested deep."""
    stack: list[tuple[Any, bool, bool]] = [(element, kept, False)]
    while stack:
        node, pre, done = stack.pop()
        name = node.tag if isinstance(node.tag, str) else ""
        if done:
            if name in _BLOCKS and name != "br":
                yield "\n"
            if node is not element and node.tail:
                yield _flow(node.tail, pre=pre)
            continue
        if name == "li":
            yield "\n- "
        elif name in _BLOCKS:
            yield "\n"
        elif name in ("td", "th"):
            yield " "
        inside = pre or name in ("pre", "textarea")
        if name and node.text:
            yield _flow(node.text, pre=inside)
        stack.append((node, pre, True))
        if name:
            stack.extend((child, inside, False) for child in reversed(node))


def _flow(text: str, *, pre: bool) -> str:
    return text if pre else re.sub(r"\s+", " ", text)


def _words(text: str, *, pictures: int, pages: int = 1) -> dict[str, Any]:
    cells = [{"kind": "text", "source": text[:MAX_TEXT]}] if text.strip() else []
    return {"cells": cells, "pictures": pictures, "pages": pages, "cut": len(text) > MAX_TEXT}


if __name__ == "__main__":
    main()
