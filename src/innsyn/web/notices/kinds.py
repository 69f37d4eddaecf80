"""What a person can be told of: a closed list. A kind decides how much the person may choose, and which neutral words are sent.

Source: docs/spec/notices.md#NOT-1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Weight = Literal["mandatory", "important", "ordinary"]
"""mandatory: cannot be switched off. important: also for whoever asks for few notices. ordinary: for whoever asks for all."""

Wording = Literal["waiting", "attention", "reminder"]
"""Which of three sentences is sent: something waits, something should be looked at, something still waits. None says what."""


class Group(StrEnum):
    """What a person chooses for, as one line of the settings page."""

    SECURITY = "security"
    ACCESS = "access"
    APPOINTMENTS = "appointments"
    MESSAGES = "messages"
    RECORD = "record"
    TASKS = "tasks"


class Kind(StrEnum):
    """What happened. It decides, and is never told."""

    UNUSUAL_ACCESS = "unusual_access"
    EMERGENCY_ACCESS = "emergency_access"
    REPRESENTATION_GIVEN = "representation_given"
    REPRESENTATION_WITHDRAWN = "representation_withdrawn"
    ENROLLED = "enrolled"
    APPOINTMENT_GIVEN = "appointment_given"
    APPOINTMENT_CHANGED = "appointment_changed"
    APPOINTMENT_CANCELLED = "appointment_cancelled"
    APPOINTMENT_OFFERED = "appointment_offered"
    APPOINTMENT_REMINDER = "appointment_reminder"
    VISIT_DONE = "visit_done"
    REFERRAL_RECEIVED = "referral_received"
    REFERRAL_CHANGED = "referral_changed"
    MESSAGE_RECEIVED = "message_received"
    REQUEST_ANSWERED = "request_answered"
    CONVERSATION_CLOSED = "conversation_closed"
    DOCUMENT_NEW = "document_new"
    RESULT_NEW = "result_new"
    CORRECTION_DECIDED = "correction_decided"
    TASK_GIVEN = "task_given"
    TASK_REMINDER = "task_reminder"
    PARCEL_READY = "parcel_ready"
    PROMISE_SOON = "promise_soon"
    PROMISE_LATE = "promise_late"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a kind is told."""

    group: Group
    weight: Weight
    wording: Wording = "waiting"


_SECURITY = Manner(Group.SECURITY, "mandatory", "attention")

MANNERS: Mapping[Kind, Manner] = {
    Kind.UNUSUAL_ACCESS: Manner(Group.ACCESS, "important", "attention"),
    Kind.EMERGENCY_ACCESS: _SECURITY,
    Kind.REPRESENTATION_GIVEN: _SECURITY,
    Kind.REPRESENTATION_WITHDRAWN: _SECURITY,
    Kind.ENROLLED: _SECURITY,
    Kind.APPOINTMENT_GIVEN: Manner(Group.APPOINTMENTS, "important"),
    Kind.APPOINTMENT_CHANGED: Manner(Group.APPOINTMENTS, "important"),
    Kind.APPOINTMENT_CANCELLED: Manner(Group.APPOINTMENTS, "important"),
    Kind.APPOINTMENT_OFFERED: Manner(Group.APPOINTMENTS, "important"),
    Kind.APPOINTMENT_REMINDER: Manner(Group.APPOINTMENTS, "important", "reminder"),
    Kind.VISIT_DONE: Manner(Group.APPOINTMENTS, "ordinary"),
    Kind.REFERRAL_RECEIVED: Manner(Group.APPOINTMENTS, "ordinary"),
    Kind.REFERRAL_CHANGED: Manner(Group.APPOINTMENTS, "important"),
    Kind.MESSAGE_RECEIVED: Manner(Group.MESSAGES, "important"),
    Kind.REQUEST_ANSWERED: Manner(Group.MESSAGES, "important"),
    Kind.CONVERSATION_CLOSED: Manner(Group.MESSAGES, "ordinary"),
    Kind.DOCUMENT_NEW: Manner(Group.RECORD, "ordinary"),
    Kind.RESULT_NEW: Manner(Group.RECORD, "ordinary"),
    Kind.CORRECTION_DECIDED: Manner(Group.RECORD, "important"),
    Kind.TASK_GIVEN: Manner(Group.TASKS, "important"),
    Kind.TASK_REMINDER: Manner(Group.TASKS, "important", "reminder"),
    Kind.PARCEL_READY: Manner(Group.TASKS, "ordinary"),
    Kind.PROMISE_SOON: Manner(Group.TASKS, "ordinary", "reminder"),
    Kind.PROMISE_LATE: Manner(Group.TASKS, "important", "reminder"),
}
