"""Entity tags and times in headers: what a version is called, and whether the caller already has it.

Source: FHIR R4 4.0.1, http.html#versioning, #cread; RFC 9110 §8.8, §13.
"""

import re
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime

from innsyn.kernel.clock import Instant

_TAG = re.compile(r'\s*(?:W/)?"?([A-Za-z0-9\-.]{1,64})"?\s*')


def entity_tag(version: int) -> str:
    """Write a version as a weak entity tag."""
    return f'W/"{version}"'


def last_modified(recorded_at: Instant) -> str:
    """Write an instant as HTTP does, to the second."""
    return format_datetime(recorded_at.astimezone(UTC), usegmt=True)


def read_http_time(text: str) -> Instant | None:
    """Read an instant as HTTP writes it; None when it is none."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def tags(header: str) -> list[str]:
    """List the versions an If-Match or If-None-Match names; `*` stands for any."""
    found = [_TAG.fullmatch(part) for part in header.split(",")]
    return ["*"] if header.strip() == "*" else [match[1] for match in found if match]


def is_known(version: int, recorded_at: Instant, *, if_none_match: str | None, if_modified_since: str | None) -> bool:
    """Say whether the caller has this version already, so that 304 is enough. The tag goes before the time (RFC 9110 §13.2.2)."""
    if if_none_match is not None:
        known = tags(if_none_match)
        return "*" in known or str(version) in known
    since = read_http_time(if_modified_since) if if_modified_since else None
    return since is not None and recorded_at.replace(microsecond=0) <= since
