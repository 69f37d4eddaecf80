"""Which addresses lie above and below another, step by step along the path.

Source: FHIR R4 4.0.1, search.html#uri: `:above` and `:below`; not for URNs, which have no steps.
"""

from innsyn.record.folding import escaped
from innsyn.record.found_texts import kept, uri_prefix

_SCHEME = "://"


def below_patterns(parameter: str, uri: str) -> list[str]:
    """Write LIKE patterns for the address itself, what lies below it, and its versions."""
    start = escaped(uri_prefix(parameter) + kept(uri))
    if uri.endswith("/"):
        return [f"{start}%", start.removesuffix("/")]
    return [start, f"{start}/%", f"{start}|%"] if _SCHEME in uri else [start]


def above_texts(parameter: str, uri: str) -> list[str]:
    """Write the texts of the address itself and of all that lie above it, with and without a last slash."""
    return [uri_prefix(parameter) + each for each in lying_above(kept(uri))]


def lying_above(uri: str) -> list[str]:
    """List the address and those above it, down to the host."""
    found = [uri]
    scheme, mark, path = uri.partition(_SCHEME)
    steps = path.rstrip("/").split("/") if mark else []
    for count in range(len(steps), 0, -1):
        above = f"{scheme}{mark}{'/'.join(steps[:count])}"
        found += [above, f"{above}/"]
    return found
