"""What the office sees: conversations out of the system's own copies, with what still waits to be sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from innsyn.kernel.clock import Instant, instant
from innsyn.kernel.systems import DIALOGUE, PERSON_SYSTEMS
from innsyn.sandbox.simulators.clinic_system.dialogue import is_open

Json = dict[str, Any]
Sent = Literal["sent", "waiting", "returned"]

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Said:
    """One message. id: of the Communication, empty for a letter that is not sent. at: None when it does not say.

    sent: of the office's own, whether the platform has it. files: names of attachments."""

    id: str
    is_from_patient: bool
    text: str = field(repr=False)
    at: Instant | None
    sent: Sent = "sent"
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One conversation.

    id: of the Task. kind: code. patient: name in the office's own register, else as the message says; empty when unknown.
    with_whom: the contact written to. status: of the Task. said: oldest first. waits: kinds of letters that are not sent yet.
    returned: kinds of letters that the platform would not have."""

    id: str
    kind: str
    subject: str = field(repr=False)
    patient: str = field(repr=False)
    with_whom: str
    status: str
    changed_at: Instant
    said: tuple[Said, ...]
    waits: tuple[str, ...]
    returned: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Say whether the office can still answer."""
        return is_open({"status": self.status})

    @property
    def is_unanswered(self) -> bool:
        """Say whether it is the office's turn."""
        return self.is_open and bool(self.said) and self.said[-1].is_from_patient

    @property
    def last_from_patient(self) -> str:
        """Give the id of the patient's newest message, empty when there is none: what an answer answers."""
        return next((each.id for each in reversed(self.said) if each.is_from_patient), "")


def threads(
    tasks: Iterable[Json], messages: Iterable[Json], waiting: Iterable[Json], returned: Iterable[Json], patients: Mapping[str, str]
) -> list[Thread]:
    """Put copies and letters together: those whose turn it is first, then the newest. patients: names by number."""
    said = list(messages)
    letters: list[tuple[Sent, Json]] = [*(("waiting", each) for each in waiting), *(("returned", each) for each in returned)]
    found = [_thread(task, said, letters, patients) for task in tasks if _coded(task.get("code"))]
    newest = sorted(found, key=lambda each: each.changed_at, reverse=True)
    return sorted(newest, key=lambda each: not each.is_unanswered)


def _thread(task: Json, messages: list[Json], letters: list[tuple[Sent, Json]], patients: Mapping[str, str]) -> Thread:
    mine = [(sent, letter) for sent, letter in letters if letter["task"] == task["id"]]
    own = [Said("", False, letter["text"], _moment(letter["at"]), sent) for sent, letter in mine if letter["kind"] == "answer"]
    others = [_said(each) for each in messages if f"Task/{task['id']}" in [one.get("reference") for one in each.get("basedOn", [])]]
    return Thread(
        id=task["id"],
        kind=_coded(task.get("code")),
        subject=str(task.get("description", "")),
        patient=_patient(task.get("for", {}), patients),
        with_whom=next((str(each.get("display", "")) for each in task.get("restriction", {}).get("recipient", [])), ""),
        status=str(task.get("status")),
        changed_at=_moment(task.get("lastModified")) or _LONG_AGO,
        said=tuple(sorted((*others, *own), key=lambda each: each.at or _LONG_AGO)),
        waits=tuple(letter["kind"] for sent, letter in mine if sent == "waiting"),
        returned=tuple(letter["kind"] for sent, letter in mine if sent == "returned"),
    )


def _said(message: Json) -> Said:
    payload = message.get("payload", [])
    text = "\n\n".join(str(each["contentString"]) for each in payload if "contentString" in each)
    files = tuple(str(each["contentAttachment"].get("title", "")) for each in payload if "contentAttachment" in each)
    is_from_patient = any(_coded(each) == "from-citizen" for each in message.get("category", []))
    return Said(message["id"], is_from_patient, text, _moment(message.get("sent")), files=files)


def _patient(reference: Json, patients: Mapping[str, str]) -> str:
    """Name a patient as the office's own register does; whoever is not on its list is called as the message says."""
    identifier = reference.get("identifier", {})
    number = str(identifier.get("value", "")) if identifier.get("system") in PERSON_SYSTEMS else ""
    return patients.get(number) or str(reference.get("display", ""))


def _moment(text: object) -> Instant | None:
    try:
        return instant(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _coded(concept: Any) -> str:
    """Give a concept's code in the platform's own system, empty when it has none."""
    codings = concept.get("coding", []) if isinstance(concept, dict) else []
    return next((str(each.get("code", "")) for each in codings if each.get("system") == DIALOGUE), "")
