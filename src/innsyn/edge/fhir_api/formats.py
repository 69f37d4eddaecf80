"""Which format the caller wants and which one it sent.

Source: FHIR R4 4.0.1, http.html#mime-type, #parameters (`_format`); RFC 9110 §12.5.1.
"""

from functools import lru_cache

from innsyn.edge.fhir_api.exchange import Format

JSON, XML = "application/fhir+json", "application/fhir+xml"
MEDIA_TYPES: dict[Format, str] = {"json": JSON, "xml": XML}

_FORMATS: dict[str, Format] = {
    "json": "json",
    JSON: "json",
    "application/json": "json",
    "text/json": "json",
    "xml": "xml",
    XML: "xml",
    "application/xml": "xml",
    "text/xml": "xml",
}
_WILD = ("*/*", "application/*")
_VERSIONS = ("4.0", "4.0.1", "")


def sent_format(content_type: str) -> Format | None:
    """Say which format a body is in, by its media type with parameters; None for one that is no FHIR of this version."""
    kind, version, charset = _read(content_type)
    return _FORMATS.get(kind) if "/" in kind and version in _VERSIONS and charset in ("", "utf-8", "utf8") else None


def wanted_format(named: str | None, accept: str | None) -> Format | None:
    """Say which format the answer has; None when we have none of those the caller takes.

    named: `_format`, which goes before the header. accept: the header; without it JSON is sent."""
    if named:
        kind, version, _ = _read(named.replace("fhir json", "fhir+json").replace("fhir xml", "fhir+xml"))
        return _FORMATS.get(kind) if version in _VERSIONS else None
    return _accepted(accept) if accept else "json"


@lru_cache(256)
def _accepted(accept: str) -> Format | None:
    best: tuple[float, int, Format] | None = None
    for position, part in enumerate(accept.split(",")):
        kind, version, _ = _read(part)
        found: Format | None = "json" if kind in _WILD else _FORMATS.get(kind)
        weight = _weight(part)
        if found is not None and version in _VERSIONS and weight > 0 and (best is None or (weight, -position) > best[:2]):
            best = (weight, -position, found)
    return best[2] if best else None


def _weight(part: str) -> float:
    _, _, after = part.partition("q=")
    try:
        return float(after.partition(";")[0].strip()) if after else 1.0
    except ValueError:
        return 0.0


def _read(media_type: str) -> tuple[str, str, str]:
    """Give the media type, its FHIR version and its character set, all in lower case."""
    kind, *parameters = (part.strip().lower() for part in media_type.split(";"))
    named = {name.strip(): value.strip().strip('"') for name, _, value in (each.partition("=") for each in parameters)}
    return kind, named.get("fhirversion", ""), named.get("charset", "")
