"""What a wish is to those who read it: the young person, and the clinicians she has asked."""

from dataclasses import dataclass, field
from typing import Literal

from innsyn.kernel.clock import Instant

Answered = Literal["waiting", "agreed", "declined", "withdrawn"]
"""How a wish stands; also the last word of its text key, `shields.wish.state.<state>`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One wish.

    owner: whose record it is in. document_id: what it is about. organisation: number of who was asked, empty when unknown. words: her own.
    answer: the clinician's to her. can_be_withdrawn: nobody has begun on it. body: the Task as it is kept."""

    id: str
    owner: int
    version: int
    document_id: str
    organisation: str
    asked_at: Instant
    answered: Answered
    can_be_withdrawn: bool
    words: str = field(repr=False)
    answer: str = field(repr=False)
    body: bytes = field(repr=False)
