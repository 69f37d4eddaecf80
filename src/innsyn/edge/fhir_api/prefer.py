"""Reads the Prefer header: what the caller wants back, and whether unknown parameters are an error.

Source: FHIR R4 4.0.1, http.html#ops, search.html#errors; RFC 7240. What is not understood is ignored, as the RFC asks.
"""

from dataclasses import dataclass
from typing import Literal, cast

Return = Literal["minimal", "representation", "OperationOutcome"]

_RETURNS = ("minimal", "representation", "OperationOutcome")


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the caller prefers. returns: after a write. is_strict: unknown search parameters are refused. is_async: wants to come back."""

    returns: Return = "representation"
    is_strict: bool = False
    is_async: bool = False
    says_return: bool = False


NO_PREFERENCES = Preferences()

_CHANGES = ("create", "update", "conditional-update", "patch", "conditional-patch")
_DELETIONS = ("delete", "conditional-delete")
_SEARCHES = ("search-type", "search-system", "search-compartment")


def read_prefer(header: str | None) -> Preferences:
    """Read the header; several may have been joined by commas."""
    if not header:
        return NO_PREFERENCES
    words = [word.strip() for part in header.split(",") for word in part.split(";")]
    named = {word.partition("=")[0].strip().lower(): word.partition("=")[2].strip().strip('"') for word in words}
    wanted = next((each for each in _RETURNS if each.lower() == named.get("return", "").lower()), None)
    return Preferences(
        returns=cast(Return, wanted or "representation"),
        is_strict=named.get("handling", "").lower() == "strict",
        is_async="respond-async" in named,
        says_return=wanted is not None,
    )


def applied(preferences: Preferences, interaction: str, status: int) -> str | None:
    """Say which of the preferences made the answer what it is, as Preference-Applied has them; None for none.

    interaction: what was asked for, which settles what a preference can mean. status: of the answer; a refusal was preferred by nobody."""
    if status >= 400:
        return None
    if interaction in _CHANGES and preferences.says_return:
        return f"return={preferences.returns}"
    if interaction in _DELETIONS:
        return "return=OperationOutcome" if preferences.returns == "OperationOutcome" and status == 200 else None
    return "handling=strict" if interaction in _SEARCHES and preferences.is_strict else None
