"""A request to enrol a patient as a Task: what a ward asks of the region's office, and what came of it.

The national number stands only in the request itself, which the region keeps in its own record; the patient's own line has none.
Source: HL7 FHIR R4 Task; docs/spec/representation.md#REP-7.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from innsyn.gate.rules.access_facts import ENROLMENT
from innsyn.kernel.clock import Instant, instant
from innsyn.kernel.ids import PersonNumber, person_number
from innsyn.kernel.systems import ACCESS_FACT, D_NUMBER, HELP_NUMBER, ORGANISATION_NUMBER, PERSON_NUMBER, PERSON_SYSTEMS

Reason = Literal["admitted", "referred", "home"]
"""Why a ward asks: the patient is admitted, is to be examined, or is to be followed up at home."""

Uses = Literal["alone", "represented"]
"""Whether the patient uses a portal herself, or needs somebody who represents her."""

Outcome = Literal["waiting", "enrolled", "declined"]

REASONS: tuple[Reason, ...] = get_args(Reason)
USES: tuple[Uses, ...] = get_args(Uses)
WAITING = "requested"
_STATES: Mapping[str, Outcome] = {WAITING: "waiting", "completed": "enrolled", "rejected": "declined"}
_REASON, _USES = "enrolment-", "portal-"
_SYSTEMS = {"person_number": PERSON_NUMBER, "d_number": D_NUMBER, "help_number": HELP_NUMBER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """One request.

    number: None in the patient's own line. name: as the ward wrote it. ward: name of department and organisation. by: name of who asked.
    organisation: number of hers. region, region_name: who decides. answer: why it was declined. decided_at: None while it waits."""

    id: str = ""
    number: PersonNumber | None = field(repr=False)
    name: str = field(repr=False)
    reason: Reason
    uses: Uses
    words: str = field(repr=False)
    by: str = field(repr=False)
    ward: str
    organisation: str
    region: str
    region_name: str
    asked_at: Instant | None
    state: Outcome = "waiting"
    answer: str = field(default="", repr=False)
    decided_at: Instant | None = None


def enrolment_body(asked: Enrolment) -> dict[str, Any]:
    """Write a request. asked: `asked_at` is when; its id, state and answer are not written."""
    at = {} if asked.asked_at is None else {"authoredOn": asked.asked_at.isoformat()}
    number = {} if asked.number is None else {"identifier": {"system": _SYSTEMS[asked.number.kind], "value": asked.number.value}}
    return {
        "resourceType": "Task",
        "status": WAITING,
        "intent": "order",
        "code": _coded(ENROLMENT),
        "reasonCode": _coded(f"{_REASON}{asked.reason}"),
        "input": [{"type": _coded("portal"), "valueCode": f"{_USES}{asked.uses}"}],
        "for": {**number, **({"display": asked.name} if asked.name else {})},
        "requester": {"identifier": _organisation(asked.organisation), "display": asked.ward},
        "owner": {"identifier": _organisation(asked.region), "display": asked.region_name},
        "note": [{"authorString": asked.by, "text": asked.words or "–", **({"time": at["authoredOn"]} if at else {})}],
        **at,
    }


def enrolment_of(task: Mapping[str, Any], id_: str) -> Enrolment | None:
    """Read a request; None for any other Task, and for one that does not say who is asked for what."""
    codes = [coding.get("code") for coding in task.get("code", {}).get("coding", ()) if coding.get("system") == ACCESS_FACT]
    state = _STATES.get(str(task.get("status")))
    if ENROLMENT not in codes or state is None:
        return None
    whom, note, told = task.get("for", {}), _first(task.get("note")), _first(task.get("input"))
    identifier = whom.get("identifier", {})
    return Enrolment(
        id=id_,
        number=person_number(str(identifier.get("value", ""))) if identifier.get("system") in PERSON_SYSTEMS else None,
        name=str(whom.get("display", "")),
        reason=_one_of(REASONS, _code(task.get("reasonCode")).removeprefix(_REASON)),
        uses=_one_of(USES, str(told.get("valueCode", "")).removeprefix(_USES)),
        words=str(note.get("text", "")).strip("–"),
        by=str(note.get("authorString", "")),
        ward=str(task.get("requester", {}).get("display", "")),
        organisation=_number(task.get("requester")),
        region=_number(task.get("owner")),
        region_name=str(task.get("owner", {}).get("display", "")),
        asked_at=_instant(task.get("authoredOn")),
        state=state,
        answer=str(task.get("statusReason", {}).get("text", "")),
        decided_at=_instant(task.get("lastModified")),
    )


def decided(task: Mapping[str, Any], now: Instant, *, declined: str = "") -> dict[str, Any]:
    """Write a request as one that is decided. declined: why not; empty for yes."""
    bare = {name: value for name, value in task.items() if name not in ("id", "meta", "statusReason")}
    answer = {"status": "rejected", "statusReason": {"text": declined}} if declined else {"status": "completed"}
    return {**bare, **answer, "lastModified": now.isoformat()}


def patients_line(task: Mapping[str, Any], patient_id: str) -> dict[str, Any]:
    """Write what the patient finds in her own record: who asked, who enrolled her and when; no number, and not the ward's own words."""
    bare = {name: value for name, value in task.items() if name not in ("id", "meta", "note")}
    return {**bare, "for": {"reference": f"Patient/{patient_id}"}}


def _first(listed: Any) -> dict[str, Any]:
    return next((each for each in listed if isinstance(each, dict)), {}) if isinstance(listed, list) else {}


def _one_of(known: tuple[Any, ...], word: str) -> Any:
    return word if word in known else known[0]


def _code(concept: Any) -> str:
    codings = concept.get("coding", ()) if isinstance(concept, dict) else ()
    return next((str(coding.get("code", "")) for coding in codings if coding.get("system") == ACCESS_FACT), "")


def _number(reference: Any) -> str:
    identifier = reference.get("identifier", {}) if isinstance(reference, dict) else {}
    return str(identifier.get("value", "")) if identifier.get("system") == ORGANISATION_NUMBER else ""


def _organisation(number: str) -> dict[str, str]:
    return {"system": ORGANISATION_NUMBER, "value": number}


def _coded(code: str) -> dict[str, Any]:
    return {"coding": [{"system": ACCESS_FACT, "code": code}]}


def _instant(text: object) -> Instant | None:
    try:
        return instant(text) if isinstance(text, str) else None
    except ValueError:
        return None
