"""What bytes really are, whatever their label says: decided on their first bytes before anything is shown in place."""

from typing import Literal

from innsyn.features.documents.content.attached import Attached

Kind = Literal["pdf", "picture", "text", "html", "xml", "fhir_json", "other", "mislabelled"]

PDF = "application/pdf"
PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
HTML = frozenset({"text/html", "application/xhtml+xml"})
XML = frozenset({"text/xml", "application/xml", "application/cda+xml", "application/hl7-v3+xml", "application/hl7-cda+xml"})
FHIR_JSON = frozenset({"application/fhir+json", "application/json+fhir"})


def kind(attached: Attached) -> Kind:
    """Say how to treat some bytes.

    Returns `mislabelled` when the label names a form that the first bytes contradict, `other` for every form we do not draw:
    SVG is one of those, since it is a program as much as a picture."""
    declared = attached.declared_type
    if declared == PDF:
        return "pdf" if b"%PDF-" in attached.octets[:1024] else "mislabelled"
    if declared in PICTURES:
        return "picture" if attached.octets.startswith(PICTURES[declared]) else "mislabelled"
    if declared in HTML:
        return "html"
    if declared in XML:
        return "xml"
    if declared in FHIR_JSON:
        return "fhir_json"
    return _as_text(attached) if declared == "text/plain" else "other"


def words(attached: Attached) -> str | None:
    """Read bytes as words.

    Returns the text in the stated character set, else UTF-8, else Windows-1252; None when it holds what no text holds."""
    for charset in (attached.charset, "utf-8-sig", "cp1252"):
        try:
            text = attached.octets.decode(charset) if charset else None
        except (LookupError, ValueError):
            continue
        if text is not None:
            return None if "\x00" in text else text
    return None


def _as_text(attached: Attached) -> Kind:
    return "mislabelled" if words(attached) is None else "text"
