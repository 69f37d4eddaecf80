"""Why something that claims to be trustworthy is not trusted."""

from dataclasses import dataclass
from typing import Literal

Reason = Literal["provider_down", "cancelled", "stale", "refused", "eid", "no_hpr", "no_workplace"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An expected no.

    reason: last part of the text key `login.failed.<reason>`. detail: for the technical log, made of our own words and
    of error codes that were checked for their form: nothing about a person, nothing a stranger wrote."""

    reason: Reason
    detail: str


def refused(detail: str) -> Refusal:
    """Refuse something that does not hold."""
    return Refusal("refused", detail)
