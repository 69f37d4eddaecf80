"""What was sent does not change: of a sent message only its status, why, and when it was received.

Source: helsepersonelloven § 39, § 42; docs/adr/0029-dialogue.md; docs/spec/dialogue.md#DLG-5.
"""

from collections.abc import Mapping
from typing import Any

from innsyn.gate.rules.dialogue_facts import FROM_CITIZEN, FROM_CLINIC
from innsyn.gate.standing.elements import codes_of, without
from innsyn.gate.standing.messages import STATUSES
from innsyn.gate.standing.speakers import Side
from innsyn.kernel.systems import DIALOGUE

_FREE = ("id", "meta", "status", "statusReason", "received")
_UNSENT = frozenset({STATUSES["draft"], STATUSES["discarded"]})
_SENT, _DELIVERED, _NOT_DELIVERED = STATUSES["sent"], STATUSES["delivered"], STATUSES["not-delivered"]
_MISTAKEN = "entered-in-error"


def side_of(communication: Mapping[str, Any]) -> Side | None:
    """Say which side a message is from; None for a Communication that is part of no conversation, or that says both."""
    told = {code for concept in communication.get("category", ()) for code in codes_of(concept, DIALOGUE)}
    sides = told & {FROM_CITIZEN, FROM_CLINIC}
    if len(sides) != 1:
        return None
    return "citizen" if FROM_CITIZEN in sides else "clinic"


def is_message(communication: Mapping[str, Any]) -> bool:
    """Say whether a Communication says that it is a message of a conversation, of either side."""
    return any(code.startswith("from-") for concept in communication.get("category", ()) for code in codes_of(concept, DIALOGUE))


def is_sent(communication: Mapping[str, Any]) -> bool:
    """Say whether it is a message that has been sent."""
    return is_message(communication) and communication.get("status") not in _UNSENT


def keeps_what_was_sent(before: Mapping[str, Any], after: Mapping[str, Any], *, writer: Side) -> bool:
    """Say whether a sent message may be replaced by this.

    before: a message that `is_sent`. after: empty for a deletion. writer: the side that writes; a delivering system is on the clinic's."""
    if _kept(before) != _kept(after):
        return False
    if is_same(before, after):
        return True
    was, becomes = before.get("status"), after.get("status")
    if writer == "citizen":
        return was in (_SENT, _NOT_DELIVERED) and becomes == _SENT
    if becomes == _MISTAKEN:
        return side_of(before) == "clinic"
    return becomes == _DELIVERED if was == _DELIVERED else becomes in (_SENT, _DELIVERED, _NOT_DELIVERED)


def is_same(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Say whether a change changes nothing: what is sent twice is there once."""
    return without(before, "id", "meta") == without(after, "id", "meta")


def _kept(communication: Mapping[str, Any]) -> dict[str, Any]:
    return without(communication, *_FREE)
