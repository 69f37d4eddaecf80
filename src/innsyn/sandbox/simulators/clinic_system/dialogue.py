"""Conversations as the system writes them: its receipt, its answer, and what becomes of the Task.

Source: docs/adr/0029-dialogue.md; docs/integrators.md, "Receive messages from patients"; Volven 7602 and 8221."""

from datetime import datetime
from typing import Any

from innsyn.kernel.systems import CLOSING_CODE, DIALOGUE, MESSAGE, REJECTION_CODE

Json = dict[str, Any]

ANSWERS = ("12", "14", "15", "19", "32")
"""Volven 7602: an answer, and what came of a renewal. The first answers a question to the doctor."""
CLOSED, REFUSED = "13", "26"
OTHER_FAULT = "X99"
"""Volven 8221: another fault than those that have a code."""

_OPEN = ("requested", "received", "accepted", "in-progress")


def is_open(task: Json) -> bool:
    """Say whether a conversation can still be answered."""
    return task.get("status") in _OPEN


def receipt(now: datetime) -> list[Json]:
    """Say of a message that it is here."""
    return [_set("status", "completed"), _set("received", now.isoformat(timespec="seconds"))]


def turned_away() -> list[Json]:
    """Say of a message that it was not taken."""
    return [_set("status", "not-done"), _set("statusReason", _code(REJECTION_CODE, OTHER_FAULT))]


def undelivered(now: datetime) -> list[Json]:
    """Say of a conversation that it never came."""
    return [*_moved("failed", now), _set("statusReason", _code(REJECTION_CODE, OTHER_FAULT))]


def received(now: datetime) -> list[Json]:
    """Say of a conversation that it is here."""
    return _moved("received", now)


def answered(now: datetime, code: str) -> list[Json]:
    """Say of a conversation that it is answered, and may go on."""
    return [*_moved("in-progress", now), _set("businessStatus", _code(CLOSING_CODE, code))]


def closed(task: Json, now: datetime) -> list[Json]:
    """Say of a conversation that it is over. What it was answered with is said beside it."""
    told = [each for each in task.get("businessStatus", {}).get("coding", []) if each.get("code") in ANSWERS]
    status = {"coding": [*told, {"system": CLOSING_CODE, "code": CLOSED}]}
    return [*_moved("completed", now), _set("businessStatus", status), _ended(now)]


def rejected(reason: str, now: datetime) -> list[Json]:
    """Say of a conversation that the office does not take it. reason: in its own words, empty for none."""
    why = {**_code(CLOSING_CODE, REFUSED), **({"text": reason} if reason else {})}
    return [*_moved("rejected", now), _set("statusReason", why), _ended(now)]


def answer(task: Json, *, word: str, to: str, text: str, now: datetime) -> Json:
    """Write an answer. word: UUID of the message. to: id of the Communication it answers, empty for none."""
    contact: Json = next(iter(task.get("restriction", {}).get("recipient", [])), {})
    kinds = [each for each in task.get("code", {}).get("coding", []) if each.get("system") == DIALOGUE]
    patient = {"reference": task["for"]["reference"]}
    return {
        "resourceType": "Communication",
        "identifier": [{"system": MESSAGE, "value": word}],
        "basedOn": [{"reference": f"Task/{task['id']}"}],
        **({"inResponseTo": [{"reference": f"Communication/{to}"}]} if to else {}),
        "status": "completed",
        "category": [_code(DIALOGUE, "from-clinic"), *({"coding": [each]} for each in kinds)],
        "subject": patient,
        "recipient": [patient],
        "sender": {"type": "Organization", **contact},
        "sent": now.isoformat(timespec="seconds"),
        "received": now.isoformat(timespec="seconds"),
        "payload": [{"contentString": text}],
    }


def _moved(status: str, now: datetime) -> list[Json]:
    return [_set("status", status), _set("lastModified", now.isoformat(timespec="seconds"))]


def _ended(now: datetime) -> Json:
    return _set("executionPeriod", {"end": now.isoformat(timespec="seconds")})


def _set(name: str, value: Any) -> Json:
    return {"op": "add", "path": f"/{name}", "value": value}


def _code(system: str, code: str) -> Json:
    return {"coding": [{"system": system, "code": code}]}
