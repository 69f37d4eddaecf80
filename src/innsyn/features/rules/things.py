"""What an example is about: a document, a power of attorney, a question; and the codes it carries besides."""

from collections.abc import Mapping

from innsyn.gate.rules.access_facts import REGISTERED_LABEL, WITHHOLDING_LABEL
from innsyn.gate.rules.situation import (
    A_CLINICS_MESSAGE,
    A_CONSULTATION,
    A_CONVERSATION,
    A_DONE_ACTION,
    A_GRANT,
    A_HIDE_REQUEST,
    A_MESSAGE,
    A_QUESTION,
    A_RENEWAL,
    A_SHIELD,
    AN_OWN_EVENT,
    Situation,
    Token,
)
from innsyn.kernel.said import Value

_BY_TOKEN: dict[tuple[str, Token], str] = {
    ("Consent", A_GRANT): "grant",
    ("Consent", A_SHIELD): "shield",
    ("Task", A_HIDE_REQUEST): "wish",
    ("Task", A_QUESTION): "question",
    ("Task", A_CONVERSATION): "conversation",
    ("Task", A_CONSULTATION): "consultation",
    ("Task", A_RENEWAL): "renewal",
    ("Task", AN_OWN_EVENT): "own-event",
    ("Task", A_DONE_ACTION): "done-action",
    ("Communication", A_MESSAGE): "message",
    ("Communication", A_CLINICS_MESSAGE): "clinics-message",
    ("DocumentReference", ("doc-status", "http://hl7.org/fhir/composition-status", "preliminary")): "draft",
    ("Composition", ("status", "http://hl7.org/fhir/composition-status", "preliminary")): "draft-composition",
}
_BY_LABEL = {("Flag", WITHHOLDING_LABEL): "withholding", ("RelatedPerson", REGISTERED_LABEL): "registered"}
_CONVERSATIONS = frozenset({A_CONVERSATION, A_CONSULTATION, A_RENEWAL})
_CALENDAR = frozenset({AN_OWN_EVENT, A_DONE_ACTION})
_MESSAGES = frozenset({A_MESSAGE, A_CLINICS_MESSAGE})


def thing_of(situation: Situation) -> str:
    """Name what an example is about: by what it is when a code says so, else by its type."""
    by_token = _BY_TOKEN.get((situation.type, situation.token)) if situation.token else None
    by_label = next((_BY_LABEL[situation.type, label] for label in situation.labels if (situation.type, label) in _BY_LABEL), None)
    return by_token or by_label or situation.type


def token_of(situation: Situation) -> tuple[str, Mapping[str, Value]] | None:
    """Tell a code that has not named the thing already."""
    if situation.token is None or (situation.type, situation.token) in _BY_TOKEN:
        return None
    parameter, _, code = situation.token
    return f"{parameter}.{code}", {}


def also_of(situation: Situation) -> tuple[str, Mapping[str, Value]] | None:
    """Tell the second code."""
    return None if situation.also is None else (situation.also[2], {})


def status_of(situation: Situation) -> tuple[str, Mapping[str, Value]] | None:
    """Tell how far it has come; the same word means one thing of a conversation and another of a message."""
    if situation.status is None:
        return None
    if situation.token in _CONVERSATIONS:
        return f"conversation.{situation.status}", {}
    if situation.token in _CALENDAR:
        return f"calendar.{situation.status}", {}
    is_message = situation.token in _MESSAGES or situation.type == "Communication"
    return (f"message.{situation.status}" if is_message else situation.status), {}
