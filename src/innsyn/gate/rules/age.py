"""Ages in whole birthdays, turning at midnight in Norway, in half-open bands.

Source: pasient- og brukerrettighetsloven § 3-4, § 4-3 and § 4-4; docs/spec/access.md#AC-5.
"""

from datetime import date

CHILD = range(0, 12)
"""Parents act for the child."""

YOUTH = range(12, 16)
"""By the national rule neither the young person nor the parents have digital access; the graded rule opens step by step."""

HEALTH_MAJORITY = 16
"""From the sixteenth birthday a person decides alone in matters of health."""

FULL_AGE = 18
"""Who receives a power of attorney must have reached it."""


def whole_years(born_on: date | None, today: date) -> int | None:
    """Say how many birthdays have been reached.

    born_on: None when unknown. today: the day in Norway. Born on 29 February: the birthday is 1 March in other years.
    Returns None when unknown or not yet born: an unknown age is no age."""
    if born_on is None or born_on > today:
        return None
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
