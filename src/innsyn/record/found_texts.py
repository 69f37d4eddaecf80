"""Writes the words a resource is found by as short texts: one form for each kind, so that one LIKE pattern asks for it.

`name=folded words` for strings, `url:uri=http://…` for addresses, and `␟code␟category␟␞folded words` for the words shown with tokens,
which several parameters often share. The two signs are ASCII's unit and record separator: folding takes them for blanks, so no word
holds them.
"""

from collections.abc import Iterable

from innsyn.fhir.term_kinds import Terms
from innsyn.record.folding import escaped, folded, like_pattern

_UNIT, _RECORD = "\x1f", "\x1e"
_UNHOLDABLE = str.maketrans(dict.fromkeys(("\x00", _UNIT, _RECORD), "�"))


def found_texts(found: Terms) -> set[str]:
    """Write the texts of a resource's terms."""
    return {*_strings(found), *_addresses(found), *_shown(found)}


def string_patterns(parameter: str, words: Iterable[str]) -> list[str]:
    """Write the LIKE patterns that a string with all these words satisfies. words: folded."""
    return [like_pattern(parameter, word) for word in words]


def string_beginning(parameter: str, text: str) -> str:
    """Write the LIKE pattern of strings that begin so. text: folded."""
    return f"{escaped(string_prefix(parameter) + text)}%"


def shown_patterns(parameter: str, words: Iterable[str]) -> list[str]:
    """Write the LIKE patterns that the words shown with a token satisfy when they contain all these. words: folded."""
    return [f"%{_UNIT}{escaped(parameter)}{_UNIT}%{_RECORD}%{escaped(word)}%" for word in words]


def string_prefix(parameter: str) -> str:
    """Write what stands before the words of a string."""
    return f"{parameter}="


def uri_prefix(parameter: str) -> str:
    """Write what stands before an address."""
    return f"{parameter}:uri="


def kept(text: str) -> str:
    """Give an address as it is kept: without signs that PostgreSQL or our forms cannot hold."""
    return text.translate(_UNHOLDABLE)


def _strings(found: Terms) -> Iterable[str]:
    for parameter, strings in found.strings.items():
        prefix = string_prefix(parameter)
        for text in strings:
            yield prefix + folded(text)


def _addresses(found: Terms) -> Iterable[str]:
    for parameter, uris in found.uris.items():
        for uri in uris:
            yield uri_prefix(parameter) + kept(uri)


def _shown(found: Terms) -> Iterable[str]:
    shared: dict[str, list[str]] = {}
    for parameter, tokens in found.tokens.items():
        for token in tokens:
            if token.text:
                named = shared.setdefault(token.text, [])
                if parameter not in named:
                    named.append(parameter)
    for text, parameters in shared.items():
        yield f"{_UNIT}{_UNIT.join(parameters)}{_UNIT}{_RECORD}{folded(text)}"
