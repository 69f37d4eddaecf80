"""Carries narratives between JSON text and XML, letter by letter where that can be.

Source: FHIR R4 4.0.1, narrative.html; xml.html and json.html: a narrative is XHTML in XML, and the same as a text in JSON.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from html import entities, escape

from lxml import etree
from lxml import html as tag_soup

from innsyn.fhir.xml.names import XHTML
from innsyn.fhir.xml.parsing import parser

_DIV = f"{{{XHTML}}}div"
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_UNSPEAKABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OF_XML = {"amp", "lt", "gt", "quot", "apos"}
_TOKEN = re.compile(
    r"<(?:!--.*?--|\?.*?\?|!\[CDATA\[.*?\]\]|(?P<end>/?)(?P<name>(?:[^\s<>/:=]++:)?div)(?=[\s/>])(?P<rest>(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+))>",
    re.DOTALL,
)
"""Comments, instructions, and elements called div. In well-formed XML a `<` stands nowhere else than before what it begins."""


def written_narrative(text: str) -> str:
    """Write a narrative into XML: as it is when it is well-formed, else mended until it is.

    text: what stands in `div` in JSON."""
    for attempt in (text.strip(), _with_namespace(_without_entities(text.strip()))):
        if _is_narrative(attempt):
            return attempt
    return _mended(text)


def _mended(text: str) -> str:
    """Read a narrative as a browser would, and write what was understood as one element of XHTML."""
    around = tag_soup.fragment_fromstring(_UNSPEAKABLE.sub("", text), create_parent="div")
    inside = list(around)
    whole = inside[0] if len(inside) == 1 and inside[0].tag == "div" and not (around.text or inside[0].tail) else around
    for one in whole.iter():
        _keep_speakable(one)
    whole.attrib.pop("xmlns", None)
    written = etree.tostring(whole, method="xml", encoding="unicode", with_tail=False)
    attempt = _with_namespace(written)
    return attempt if _is_narrative(attempt) else f'<div xmlns="{XHTML}">{escape("".join(whole.itertext()))}</div>'


def _keep_speakable(one: etree._Element) -> None:
    """Drop the attributes whose names XML cannot say."""
    for name in [name for name in one.attrib if not _NAME.fullmatch(str(name))]:
        del one.attrib[name]


def _is_narrative(text: str) -> bool:
    if not text.startswith("<div"):
        return False
    try:
        return bool(etree.fromstring(text.encode(), parser()).tag == _DIV)
    except etree.XMLSyntaxError:
        return False


def _with_namespace(text: str) -> str:
    return text if "xmlns=" in text.partition(">")[0] else text.replace("<div", f'<div xmlns="{XHTML}"', 1)


def _without_entities(text: str) -> str:
    """Write HTML's named characters, which XML does not know, as numbers."""

    def number(match: re.Match[str]) -> str:
        code = entities.name2codepoint.get(match[1])
        return match[0] if code is None or match[1] in _OF_XML else f"&#{code};"

    return _ENTITY.sub(number, text)


def narratives(text: str, root: etree._Element) -> dict[etree._Element, str]:
    """Find every narrative of a document with its text, letter by letter as it was received.

    text, root: the document as text and as tree. A narrative that leans on a prefix from outside is written anew."""
    outermost = list(_outermost(root))
    if not outermost:
        return {}
    slices = _slices(text)
    exact = len(slices) == len(outermost)
    return {one: slices[at] if exact and _is_narrative(slices[at]) else _written_anew(one) for at, one in enumerate(outermost)}


def _outermost(root: etree._Element) -> Iterator[etree._Element]:
    walk = etree.iterwalk(root, events=("start",), tag=_DIV)
    for _, one in walk:
        walk.skip_subtree()
        yield one


def _slices(text: str) -> list[str]:
    """Cut the outermost elements called div out of well-formed XML."""
    found: list[str] = []
    depth, start = 0, 0
    for token in _TOKEN.finditer(text):
        if token["name"] is None:
            continue
        if not depth:
            start = token.start()
        depth += -1 if token["end"] else 1
        if not token["end"] and token["rest"].endswith("/"):
            depth -= 1
        if not depth:
            found.append(text[start : token.end()])
    return found


def _written_anew(div: etree._Element) -> str:
    fresh = etree.fromstring(f'<div xmlns="{XHTML}"/>', parser())
    fresh.text = div.text
    for name, value in div.items():
        fresh.set(name, value)
    for inner in div:
        fresh.append(deepcopy(inner))
    return etree.tostring(fresh, encoding="unicode")
