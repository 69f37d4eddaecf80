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
