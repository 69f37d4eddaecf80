"""Says whether a narrative is the little XHTML that FHIR allows: no script, no events, no foreign elements.

Source: FHIR R4 4.0.1, narrative.html, constraints txt-1 and txt-2. Showing it safely is still the page's own duty.
"""

import re
from html import unescape
from itertools import pairwise, starmap
from typing import Any

_ALLOWED = (
    "a abbr acronym b big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol p pre q samp "
    "small span strong sub sup table tbody td tfoot th thead tr tt ul var"
)
_ELEMENTS = frozenset(_ALLOWED.split())
_NAMES = re.compile(r"<([^\s></]*+/?+[^\s></]*+)")
_TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>?")
_ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]++)\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'<>]*+)")
_WORD = re.compile(r"[\w:-]*")
_LONGEST_NAME = 64
_ADDRESSES = ("href", "src", "cite", "longdesc", "background")
_SCHEMES = ("javascript:", "vbscript:", "data:")
_BLANK = re.compile(r"[\x00-\x20]+")


def is_narrative(value: Any) -> bool:
    """Say whether it is one `div` of allowed elements without script.

    Comments are allowed; document types, processing instructions and CDATA are not."""
    if not isinstance(value, str) or not value.lstrip().startswith("<div"):
        return False
    text = _without_comments(value) if "<!--" in value else value
    if not text.rstrip().endswith(("</div>", "/>")) or not all(map(_is_allowed, set(_NAMES.findall(text)))):
        return False
    return not _may_have_danger(text) or not any(map(_has_danger, _TAG.findall(text)))


def _is_allowed(name: str) -> bool:
    return name.removeprefix("/").removesuffix("/") in _ELEMENTS


def _may_have_danger(text: str) -> bool:
    """Look quickly at every equals sign; a sentence or an address with one may look dangerous too."""
    return any(_is_dangerous(_word_before(before), after) for before, after in pairwise(text.split("=")))


def _word_before(text: str) -> str:
    word = _WORD.match(text.rstrip()[: -_LONGEST_NAME - 1 : -1])
    return word[0][::-1] if word else ""


def _has_danger(tag: str) -> bool:
    return not tag.endswith(">") or any(starmap(_is_dangerous, _ATTRIBUTE.findall(tag)))


def _is_dangerous(name: str, value: str) -> bool:
    """Say whether an attribute runs something: an event, a document inside, an address whose scheme is script or data."""
    name = name.lower()
    if name in _ADDRESSES:
        address = _BLANK.sub("", unescape(value.lstrip().lstrip("\"'"))).lower()
        return address.startswith(_SCHEMES) and not address.startswith("data:image/")
    return name.startswith("on") or name in ("srcdoc", "formaction")


def _without_comments(text: str) -> str:
    """Take comments out; an unfinished one stays and is refused as an unknown element."""
    first, *rest = text.split("<!--")
    kept = [first]
    for part in rest:
        _, end, after = part.partition("-->")
        kept.append(after if end else f"<!--{part}")
    return "".join(kept)
