"""Turns the readable part of a clinical document's sections into blocks.

HL7 CDA R2, NarrativeBlock.xsd: paragraph, content, list, table, caption, linkHtml, sub, sup, br, renderMultiMedia.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from innsyn.features.documents.content.blocks import Block, Cell, Listing, Paragraph, Picture, Run, RunStyle, Table
from innsyn.features.documents.content.xml import line, name

_STYLES: dict[str, RunStyle] = {"bold": "strong", "italics": "emphasis", "emphasis": "emphasis", "underline": "underline"}
_INLINE: dict[str, RunStyle] = {"sub": "sub", "sup": "sup", "footnote": "small"}
_BLOCKS = frozenset({"paragraph", "list", "table", "renderMultiMedia"})
_MAX_SPAN = 50

Pictures = Mapping[str, Picture]
"""The pictures a document carries, by the XML id that `renderMultiMedia` names."""


def blocks(element: etree._Element, pictures: Pictures) -> tuple[Block, ...]:
    """Turn a narrative element's contents into blocks, in order; words between blocks become paragraphs of their own."""
    made: list[Block] = []
    loose: list[Run] = _words(element.text)
    for child in element:
        if name(child) in _BLOCKS:
            made.extend((*_paragraph(loose), *_block(child, pictures)))
            loose = []
        elif name(child) != "caption":
            loose.extend(_runs(child))
        loose.extend(_words(child.tail))
    return (*made, *_paragraph(loose))


def _block(element: etree._Element, pictures: Pictures) -> tuple[Block, ...]:
    match name(element):
        case "list":
            return (_listing(element, pictures),)
        case "table":
            return (_table(element, pictures),)
        case "renderMultiMedia":
            found = [pictures[key] for key in (element.get("referencedObject") or "").split() if key in pictures]
            return tuple(found)
        case _:
            return (*_caption_paragraph(element), *blocks(element, pictures))


def _listing(element: etree._Element, pictures: Pictures) -> Listing:
    items = tuple(blocks(item, pictures) for item in element if name(item) == "item")
    return Listing(items, is_ordered=element.get("listType") == "ordered", caption=_caption(element))


def _table(element: etree._Element, pictures: Pictures) -> Table:
    head: list[tuple[Cell, ...]] = []
    body: list[tuple[Cell, ...]] = []
    for part in element:
        if name(part) in ("thead", "tbody", "tfoot"):
            rows = head if name(part) == "thead" else body
            rows.extend(_row(row, pictures) for row in part if name(row) == "tr")
        elif name(part) == "tr":
            body.append(_row(part, pictures))
    return Table(tuple(head), tuple(body), _caption(element))


def _row(row: etree._Element, pictures: Pictures) -> tuple[Cell, ...]:
    return tuple(
        Cell(blocks(cell, pictures), name(cell) == "th", _span(cell.get("colspan")), _span(cell.get("rowspan")))
        for cell in row
        if name(cell) in ("td", "th")
    )


def _span(text: str | None) -> int:
    return min(int(text), _MAX_SPAN) if text and re.fullmatch(r"[1-9][0-9]{0,3}", text) else 1


def _runs(element: etree._Element, style: RunStyle = "plain", href: str | None = None) -> Iterator[Run]:
    tag = name(element)
    if tag == "br":
        yield Run("", "break")
        return
    address = element.get("href") or "" if tag == "linkHtml" else ""
    href = address if address.startswith("https://") else href
    style = _INLINE.get(tag) or _style_code(element) or style
    yield from _words(element.text, style, href)
    for child in element:
        yield from _runs(child, style, href)
        yield from _words(child.tail, style, href)


def _style_code(element: etree._Element) -> RunStyle | None:
    """Read the sender's styling: only weight, slant and underline carry meaning; colour and size are ours."""
    codes = (element.get("styleCode") or "").lower().split()
    return next((_STYLES[code] for code in codes if code in _STYLES), None)


def _words(text: str | None, style: RunStyle = "plain", href: str | None = None) -> list[Run]:
    folded = re.sub(r"\s+", " ", text or "")
    return [Run(folded, style, href)] if folded else []


def _paragraph(runs: list[Run]) -> tuple[Paragraph, ...]:
    return (Paragraph(tuple(runs)),) if any(run.text.strip() for run in runs) else ()


def _caption_paragraph(element: etree._Element) -> tuple[Paragraph, ...]:
    caption = _caption(element)
    return (Paragraph((Run(caption, "strong"),)),) if caption else ()


def _caption(element: etree._Element) -> str:
    return next((line(child) for child in element if name(child) == "caption"), "")
