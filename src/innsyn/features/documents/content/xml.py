"""Reads a sender's XML without letting it reach out or swell: no document type, no entities, no network, limits on size and depth."""

from dataclasses import dataclass

from lxml import etree

MAX_BYTES = 12_000_000
MAX_ELEMENTS = 100_000
MAX_DEPTH = 64


@dataclass(frozen=True, slots=True)
class Unreadable:
    """XML that is not read. reason: text key that says so to the reader."""

    reason: str


def parsed(octets: bytes) -> etree._Element | Unreadable:
    """Read XML.

    Returns the root without comments and processing instructions, or why it is not read.
    Source: OWASP XML External Entity Prevention; a clinical document never has a document type."""
    if len(octets) > MAX_BYTES:
        return Unreadable("documents.content.too_large")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, attribute_defaults=False,
        huge_tree=False, remove_comments=True, remove_pis=True, recover=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(octets, parser)
    except (etree.XMLSyntaxError, ValueError):
        return Unreadable("documents.content.broken")
    if root.getroottree().docinfo.internalDTD is not None:
        return Unreadable("documents.content.unsafe")
    return root if _is_within_limits(root) else Unreadable("documents.content.too_large")


def name(element: etree._Element) -> str:
    """Say an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def namespace(element: etree._Element) -> str:
    """Say an element's namespace, empty when it has none."""
    return str(element.tag).rpartition("}")[0].lstrip("{")


def text(element: etree._Element) -> str:
    """Say all text inside an element, as it stands."""
    return "".join(str(part) for part in element.itertext())


def line(element: etree._Element) -> str:
    """Say all text inside an element on one line, its parts held apart: the given and family parts of a name have no blank between."""
    return " ".join(" ".join(str(part) for part in element.itertext()).split())


def _is_within_limits(root: etree._Element) -> bool:
    depth = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > MAX_DEPTH or count > MAX_ELEMENTS:
            return False
    return True
