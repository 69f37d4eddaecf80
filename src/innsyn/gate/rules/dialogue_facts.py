"""The words by which a Task says that it is a conversation and a Communication that it is a message, and what rules can tell of them.

Source: docs/adr/0029-dialogue.md; docs/spec/dialogue.md; Volven 7602.
"""

from typing import Literal, get_args

from innsyn.gate.rules.access_facts import IS_PATIENTS_OWN
from innsyn.kernel.systems import CLOSING_CODE, DIALOGUE, DRAFTED_BY, DRAFTED_TO
from innsyn.record.condition import AllOf, AnyOf, Condition, HasCode, HasToken, Nothing, OfType

Kind = Literal["e-contact", "e-consultation", "renewal", "secure-mail"]

KINDS: tuple[Kind, ...] = get_args(Kind)
E_CONSULTATION: Kind = "e-consultation"
RENEWAL: Kind = "renewal"

FROM_CITIZEN, FROM_CLINIC = "from-citizen", "from-clinic"
"""Which side a message is from."""

OWN_DRAFT = "own-draft"
"""A draft that its writer keeps for herself."""

ANSWERED, CLOSED = "12", "13"
"""Volven 7602: answered by the practitioner, and closed without more."""

ANSWERS = (ANSWERED, "14", "15", "19", "32")
"""Volven 7602: an answer, and what came of a renewal (renewed, not renewed, renewed in part). Who has one has been answered."""

_TASK, _COMMUNICATION = OfType(frozenset({"Task"})), OfType(frozenset({"Communication"}))


def is_conversation(*kinds: Kind) -> Condition:
    """Say that a resource is a conversation of one of these kinds."""
    return AllOf((_TASK, AnyOf(tuple(HasToken("code", DIALOGUE, kind) for kind in kinds))))


def has_status(*codes: str) -> Condition:
    """Say that a resource has one of these statuses."""
    return AnyOf(tuple(HasCode("status", code) for code in codes))


IS_CONVERSATION: Condition = is_conversation(*KINDS)
IS_MESSAGE: Condition = _COMMUNICATION
"""Any Communication, also those of other systems that are no part of a conversation."""

IS_FROM_CITIZEN: Condition = AllOf((_COMMUNICATION, HasToken("category", DIALOGUE, FROM_CITIZEN)))
IS_FROM_CLINIC: Condition = AllOf((_COMMUNICATION, HasToken("category", DIALOGUE, FROM_CLINIC)))
IS_DIALOGUE: Condition = AnyOf((IS_CONVERSATION, IS_FROM_CITIZEN, IS_FROM_CLINIC))
IS_ANSWERED: Condition = AnyOf(tuple(HasToken("business-status", CLOSING_CODE, code) for code in ANSWERS))
IS_RENEWAL: Condition = AnyOf((is_conversation(RENEWAL), AllOf((_COMMUNICATION, HasToken("category", DIALOGUE, RENEWAL)))))
IS_PATIENTS_MESSAGE: Condition = AllOf((_COMMUNICATION, IS_PATIENTS_OWN))
"""What she writes and has not sent."""

IS_OWN_DRAFT: Condition = AllOf((IS_PATIENTS_MESSAGE, HasToken("category", DIALOGUE, OWN_DRAFT)))
"""What is not sent, and its writer keeps for herself."""


def drafted_by(key: str) -> Condition:
    """Say that it is a draft that somebody keeps for herself. key: her opaque person key."""
    return AllOf((IS_OWN_DRAFT, HasToken("category", DRAFTED_BY, key)))


def drafted_to(organisations: frozenset[str]) -> Condition:
    """Say that such a draft is to one of these, by organisation number."""
    return AnyOf(tuple(HasToken("category", DRAFTED_TO, number) for number in sorted(organisations))) if organisations else Nothing()
