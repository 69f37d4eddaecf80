"""The words by which a Task says that it is a conversation and a Communication that it is a message, and what rules can tell of them.

Source: docs/adr/0029-dialogue.md; docs/spec/dialogue.md; Volven 7602.
"""

from typing import Literal, get_args

from innsyn.gate.rules.access_facts import IS_PATIENTS_OWN
from innsyn.kernel.systems import CLOSING_CODE, DIALOGUE
from innsyn.record.condition import AllOf, AnyOf, Condition, HasCode, HasToken, Not, OfType

Kind = Literal["e-contact", "e-consultation", "renewal", "secure-mail"]

KINDS: tuple[Kind, ...] = get_args(Kind)
E_CONSULTATION: Kind = "e-consultation"
RENEWAL: Kind = "renewal"

FROM_CITIZEN, FROM_CLINIC = "from-citizen", "from-clinic"
"""Which side a message is from."""

ANSWERED, CLOSED = "12", "13"
"""Volven 7602: answered by the practitioner, and closed without more."""

ANSWERS = (ANSWERED, "14", "15", "19", "32")
"""Volven 7602: an answer, and what came of a renewal (renewed, not renewed, renewed in part). Who has one has been answered."""

IS_CONVERSATION: Condition = AllOf((OfType(frozenset({"Task"})), AnyOf(tuple(HasToken("code", DIALOGUE, kind) for kind in KINDS))))
IS_MESSAGE: Condition = OfType(frozenset({"Communication"}))
IS_FROM_CITIZEN: Condition = AllOf((IS_MESSAGE, HasToken("category", DIALOGUE, FROM_CITIZEN)))
IS_ANSWERED: Condition = AnyOf(tuple(HasToken("business-status", CLOSING_CODE, code) for code in ANSWERS))
IS_RENEWAL: Condition = AnyOf(
    (
        AllOf((OfType(frozenset({"Task"})), HasToken("code", DIALOGUE, RENEWAL))),
        AllOf((IS_MESSAGE, HasToken("category", DIALOGUE, RENEWAL))),
    )
)
IS_PATIENTS_MESSAGE: Condition = AllOf((IS_MESSAGE, IS_PATIENTS_OWN))
"""What she writes and has not sent."""


def has_status(*codes: str) -> Condition:
    """Say that a resource has one of these statuses."""
    return AnyOf(tuple(HasCode("status", code) for code in codes))


def is_kept_by_others() -> Condition:
    """Say that somebody else than the patient keeps it: an organisation."""
    return Not(IS_PATIENTS_OWN)
