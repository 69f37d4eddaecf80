"""Lists the codes that `:above`, `:below`, `:in` and `:not-in` mean.

Source: FHIR R4 4.0.1, search.html#modifiers; `fhir/terminology` for the code systems that are known here.
"""

from collections.abc import Iterable
from typing import Literal

from innsyn.fhir.search_request.criteria import TokenValue
from innsyn.fhir.terminology import ancestors, descendants, expand
from innsyn.kernel.outcome import Problem

Tokens = tuple[tuple[str | None, str | None], ...]

MOST = 5_000
"""Most codes that one criterion may stand for."""


def token_set(modifier: Literal["above", "below", "in", "not-in"], values: Iterable[TokenValue], parameter: str) -> Tokens | Problem:
    """List all codes that these values mean, canonical system and code.

    values: codes with their system for above and below, value sets for in and not-in. Returns a Problem for what is not known here:
    an unknown hierarchy is not an empty one."""
    found: set[tuple[str | None, str | None]] = set()
    for value in values:
        meant = _in_set(value) if modifier in ("in", "not-in") else _in_hierarchy(value, is_below=modifier == "below")
        if meant is None:
            return Problem("not-supported", _UNKNOWN_SET if modifier in ("in", "not-in") else _UNKNOWN_HIERARCHY, parameter)
        found |= meant
    if len(found) > MOST:
        return Problem("too-costly", f"this stands for more than {MOST} codes", parameter)
    return tuple(sorted(found, key=lambda one: (one[0] or "", one[1] or "")))


_UNKNOWN_SET = "this value set, or a code system that it leans on, is not known here"
_UNKNOWN_HIERARCHY = "say `system|code` of a code system whose hierarchy is known here"


def _in_set(value: TokenValue) -> set[tuple[str | None, str | None]] | None:
    expansion = expand(value.code or "")
    return None if expansion is None else {*expansion.codes, *((system, None) for system in expansion.whole)}


def _in_hierarchy(value: TokenValue, *, is_below: bool) -> set[tuple[str | None, str | None]] | None:
    if not value.system or not value.code:
        return None
    codes = (descendants if is_below else ancestors)(value.system, value.code)
    return None if codes is None else {(value.system, code) for code in codes}
