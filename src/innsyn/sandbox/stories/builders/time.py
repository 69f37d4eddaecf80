"""Spans of time as days, so that a story reads `ago=weeks(6)` and never ages."""

_DAYS_A_WEEK = 7
_DAYS_A_MONTH = 30.44
_DAYS_A_YEAR = 365.25


def weeks(count: float) -> int:
    """Say how many days there are in so many weeks."""
    return round(count * _DAYS_A_WEEK)


def months(count: float) -> int:
    """Say how many days there are in so many months."""
    return round(count * _DAYS_A_MONTH)


def years(count: float) -> int:
    """Say how many days there are in so many years."""
    return round(count * _DAYS_A_YEAR)
