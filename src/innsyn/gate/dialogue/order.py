"""Which state of a conversation may follow which, by whom: what it is about stays, what has ended does not open again.

Source: docs/adr/0029-dialogue.md; docs/spec/dialogue.md#DLG-3.
"""

from collections.abc import Mapping
from typing import Any

from innsyn.gate.dialogue.sent import is_same
from innsyn.gate.rules.dialogue_facts import KINDS
from innsyn.gate.standing.conversations import Conversation, State, conversation_from
from innsyn.gate.standing.elements import codes_of, without
from innsyn.gate.standing.speakers import Side
from innsyn.kernel.systems import DIALOGUE

_STAYS = ("kind", "id", "contact", "organisation", "subject", "began_by", "begun_at", "category")
"""What a conversation is, for as long as it lasts."""

_CITIZENS = ("status", "statusReason", "lastModified", "restriction", "executionPeriod", "id", "meta")
"""What the citizen's side touches: the rest is the clinic's to write."""

_BEGINS: Mapping[Side, frozenset[State]] = {
    "citizen": frozenset({"sent", "received"}),
    "clinic": frozenset({"sent", "received", "taken", "answered"}),
}
_CLINICS: frozenset[State] = frozenset({"received", "taken", "answered", "closed", "rejected", "not-delivered"})
_NOT_RECEIVED: frozenset[State] = frozenset({"sent", "not-delivered"})
_AT_THE_CLINIC: frozenset[State] = frozenset({"received", "taken"})


def is_conversation(task: Mapping[str, Any]) -> bool:
    """Say whether a Task says that it is a conversation, also one that cannot be read."""
    return not set(KINDS).isdisjoint(codes_of(task.get("code"), DIALOGUE))


def may_begin(after: Mapping[str, Any], *, writer: Side) -> bool:
    """Say whether a conversation may begin like this: one can read with whom it is, and nobody has answered or ended it before."""
    begun = conversation_from(after)
    return begun is not None and begun.state in _BEGINS[writer] and not begun.is_answered


def may_follow(before: Mapping[str, Any], after: Mapping[str, Any], *, writer: Side) -> bool:
    """Say whether a conversation may become this; one that cannot be read may be mended by the clinic.

    after: empty for a deletion. writer: the side that writes."""
    was, becomes = conversation_from(before), conversation_from(after)
    if was is None or becomes is None:
        return becomes is not None and is_conversation(before) and writer == "clinic"
    if is_same(before, after):
        return True
    if any(getattr(was, name) != getattr(becomes, name) for name in _STAYS):
        return False
    if not was.is_open:
        return was.state == becomes.state and writer == "clinic"
    return _citizen_may(was, becomes, before, after) if writer == "citizen" else _clinic_may(was, becomes)


def _citizen_may(was: Conversation, becomes: Conversation, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Write again, which makes it the clinic's turn, or take back what nobody has received."""
    if without(before, *_CITIZENS) != without(after, *_CITIZENS):
        return False
    if becomes.state == "withdrawn":
        return was.state in _NOT_RECEIVED and not was.is_answered
    return becomes.state == was.state if was.state in _AT_THE_CLINIC else becomes.state in _BEGINS["citizen"]


def _clinic_may(was: Conversation, becomes: Conversation) -> bool:
    """Everything but to say that the citizen has sent or taken back something."""
    return becomes.state in _CLINICS or becomes.state == was.state
