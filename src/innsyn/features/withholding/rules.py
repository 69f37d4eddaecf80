"""What may be decided: which codes, which of them need a last day, whom they close to, and how long a decision stands before a review.

Source: Volven 9603; pasient- og brukerrettighetsloven § 3-4, § 5-1; docs/spec/visibility.md#VI-3.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Told = Literal["always", "never", "choose"]

LONGEST_WITHOUT_REVIEW = timedelta(days=180)
"""A decision without a last day is looked at again within half a year."""

SHORTEST_REASON, LONGEST_REASON = 10, 2000


@dataclass(frozen=True, slots=True)
class Code:
    """One code a clinician may choose. told: whether whom it closes to learns that something is withheld. needs_end: a last day."""

    code: str
    told: Told
    needs_end: bool = False


CODES: tuple[Code, ...] = (
    Code("NORU", "always", needs_end=True),
    Code("NORN_FPB", "choose", needs_end=True),
    Code("NORN_FORANS", "choose"),
    Code("NORN_UNGDOM", "choose"),
    Code("NORN_KUT", "choose"),
    Code("NORN_FFL", "choose"),
    Code("NORN_EPO", "always"),
    Code("NORN_DUP", "always"),
    Code("NORN_FFH", "choose"),
    Code("NORN_ANG", "choose"),
)
"""In the order they are offered: what opens by itself first, the gravest last."""


def code_of(chosen: str) -> Code | None:
    """Find a code; None for one that is not offered."""
    return next((each for each in CODES if each.code == chosen), None)


def mistake(code: Code, *, until: date | None, review_by: date | None, reviewer: str, today: date) -> tuple[str, str] | None:
    """Say what is wrong with the days and the reviewer: the field and the text key, or None.

    until: last day it is closed. review_by: the day by which somebody looks at it again. reviewer: HPR number, empty for nobody."""
    if code.needs_end and until is None:
        return "until", "withholding.mistake.needs_end"
    if until is not None and until < today:
        return "until", "withholding.mistake.past"
    if until is None and review_by is None:
        return "review_by", "withholding.mistake.needs_review"
    if review_by is not None and not today <= review_by <= today + LONGEST_WITHOUT_REVIEW:
        return "review_by", "withholding.mistake.review_too_late"
    if review_by is not None and not reviewer:
        return "reviewer", "withholding.mistake.needs_reviewer"
    return None
