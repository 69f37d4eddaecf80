"""Shows XML of a kind we have no drawing for: the words in it under their element names, in order, and nothing left out.

The national message forms (KITH discharge summary, referral, laboratory answer) come this way until each has its own reader.
"""

import re

from lxml import etree

from innsyn.features.documents.content.blocks import Block, Paragraph, Section, Table, cell, paragraph
from innsyn.features.documents.content.xml import name

_WORD_START = re.compile(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])")
_SAID_IN = ("DN", "V", "value", "displayName", "S")
_MAX_SHOWN = 200
"""Longest text of one value that is base64 or the like: more than this without a space is a file, not words."""


def blocks(root: etree._Element) -> tuple[Block, ...]:
    """Turn any XML into sections and lines of `name: words`."""
    return _blocks(root)


def _blocks(element: etree._Element) -> tuple[Block, ...]:
    made: list[Block] = []
    facts: list[tuple[str, str]] = []
    for child in element:
        if len(child) == 0:
            if said := _said(child):
                facts.append((_title(child), said))
            continue
        made.extend(_facts_table(facts))
        facts = []
        made.append(Section(_title(child), (*_own_words(child), *_blocks(child))))
    return (*made, *_facts_table(facts))


def _own_words(element: etree._Element) -> tuple[Paragraph, ...]:
    words = " ".join((element.text or "").split())
    return (paragraph(words),) if words else ()


def _facts_table(facts: list[tuple[str, str]]) -> tuple[Table, ...]:
    rows = tuple((cell(title, is_header=True), cell(said)) for title, said in facts)
    return (Table((), rows),) if rows else ()


def _title(element: etree._Element) -> str:
    return _WORD_START.sub(" ", name(element)).capitalize()


def _said(element: etree._Element) -> str:
    words = " ".join((element.text or "").split()) or next((element.get(key, "") for key in _SAID_IN if element.get(key)), "")
    return "" if len(words) > _MAX_SHOWN and " " not in words else words
