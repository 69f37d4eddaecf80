"""Reads HL7 version 3 points in time, as exact as they were given and no more.

HL7 v3 data types R1, TS: `yyyymmddHHMMSS.ffff±zzzz`, cut short anywhere.
"""

import re
from datetime import date, datetime, timedelta, timezone

from innsyn.kernel.clock import NORWAY

_FORM = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)?(\d\d)?(?:\.\d+)?)?([+-]\d{4})?\Z")


def moment(text: str | None) -> date | datetime | None:
    """Read a point in time.

    Returns a date, or a datetime with its zone when hours were given (Norway's when none was stated);
    None for a bare year or month, or what cannot be read: the reader is shown nothing rather than a guess."""
    found = _FORM.match((text or "").strip())
    if found is None:
        return None
    year, month, day = (int(found[part]) for part in (1, 2, 3))
    try:
        if found[4] is None:
            return date(year, month, day)
        zone = NORWAY if found[7] is None else timezone(_offset(found[7]))
        return datetime(year, month, day, int(found[4]), int(found[5] or 0), int(found[6] or 0), tzinfo=zone)
    except ValueError:
        return None


def _offset(text: str) -> timedelta:
    sign = -1 if text[0] == "-" else 1
    return sign * timedelta(hours=int(text[1:3]), minutes=int(text[3:5]))
