"""Holds one change of a conversation or a message against the version that stands, for every writer at every door.

Source: helsepersonelloven § 39, § 42; docs/adr/0029-dialogue.md; docs/spec/dialogue.md#DLG-3, #DLG-4, #DLG-5, #DLG-10.
"""

from collections.abc import Mapping
from typing import Any

from innsyn.gate.dialogue.order import is_conversation, may_begin, may_follow
from innsyn.gate.dialogue.sent import is_message, is_sent, keeps_what_was_sent, side_of
from innsyn.gate.rules.case import CITIZENS
from innsyn.gate.rules.systems import DELIVERY
from innsyn.gate.standing.conversations import conversation_from
from innsyn.gate.standing.messages import message_from
from innsyn.gate.standing.own_drafts import Mark, mark_of, organisation_of
from innsyn.gate.standing.speakers import Side, Speaker, speaker, speaker_of
from innsyn.gate.visit import Visit
from innsyn.kernel.outcome import Verdict

SENT_STAYS = Verdict(False, "gate.rule.sent_stays", "DLG-5", "helsepersonelloven § 39, § 42")
OUT_OF_ORDER = Verdict(False, "gate.rule.conversation_order", "DLG-3", "docs/spec/dialogue.md#DLG-3")
SPEAKS_FOR_ANOTHER = Verdict(False, "gate.rule.speaks_for_another", "DLG-4", "docs/spec/dialogue.md#DLG-4")

DRAFT_STAYS_OWN = Verdict(False, "gate.rule.draft_of_another", "DLG-10", "docs/spec/dialogue.md#DLG-10")

HELD_TYPES = frozenset({"Communication", "Task"})
"""The types of which a change must be held against what stands."""

Body = Mapping[str, Any]


def broken_by(visit: Visit, before: Body | None, after: Body, custodian: str | None) -> Verdict | None:
    """Say what a change breaks, None when it breaks nothing or is about something else.

    before: the version that stands, None when there is none. after: what is to be written, empty for a deletion.
    custodian: who will keep it."""
    stands = before or {}
    match stands.get("resourceType") or after.get("resourceType"):
        case "Communication":
            return _message_broken(visit, stands, after)
        case "Task" if is_conversation(stands) or is_conversation(after):
            return _conversation_broken(visit, before, after, custodian)
    return None


def _message_broken(visit: Visit, stands: Body, after: Body) -> Verdict | None:
    if is_sent(stands):
        return None if keeps_what_was_sent(stands, after, writer=_side(visit)) else SENT_STAYS
    if _delivers(visit) or not is_message(after):
        return None
    if visit.role in CITIZENS and not _is_kept_for_herself(visit, stands, after):
        return DRAFT_STAYS_OWN
    message = message_from(after)
    is_whole = message is not None and message.conversation.startswith("Task/")
    return None if is_whole and side_of(after) == _side(visit) and _is_own_voice(visit, after.get("sender", {})) else SPEAKS_FOR_ANOTHER


def _is_kept_for_herself(visit: Visit, stands: Body, after: Body) -> bool:
    """Say whether a draft that says whose own it is says that it is the writer's, whether one that was somebody's own opens to nobody
    before it is sent, and whether what is sent says no such thing."""
    said = mark_of(after)
    if said is None:
        return mark_of(stands) is None or is_sent(after)
    return said == Mark(visit.actor.key, organisation_of(after)) and not is_sent(after)


def _conversation_broken(visit: Visit, before: Body | None, after: Body, custodian: str | None) -> Verdict | None:
    if before is not None:
        return None if may_follow(before, after, writer=_side(visit)) else OUT_OF_ORDER
    if _delivers(visit):
        return None
    if not may_begin(after, writer=_side(visit)):
        return OUT_OF_ORDER
    begun = conversation_from(after)
    is_kept_by_whom_it_is_with = begun is not None and begun.organisation == custodian
    return None if is_kept_by_whom_it_is_with and _is_own_voice(visit, after.get("requester", {})) else SPEAKS_FOR_ANOTHER


def _is_own_voice(visit: Visit, said: Body) -> bool:
    """Say whether who is said to speak is who writes: a citizen exactly, at a clinic anybody of the clinic."""
    speaks = speaker_of(said)
    return _voice(speaks) == _voice(speaker(visit.actor, visit.role)) if visit.role in CITIZENS else speaks.side == "clinic"


def _voice(speaks: Speaker) -> tuple[str, str]:
    return speaks.as_, speaks.key


def _side(visit: Visit) -> Side:
    return "citizen" if visit.role in CITIZENS else "clinic"


def _delivers(visit: Visit) -> bool:
    """Say whether an operator's system delivers what was said elsewhere, on either side."""
    return visit.role == "system" and visit.ground.purpose == DELIVERY
