"""Diagnoses made, and when they ended."""

from innsyn.kernel.systems import ICPC_2
from innsyn.sandbox.people.resources.reference import Json, concept
from innsyn.sandbox.stories.builders.visit import Visit
from innsyn.sandbox.stories.codes.diagnoses import diagnosis

_CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
_VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
_CATEGORY = "http://terminology.hl7.org/CodeSystem/condition-category"


def diagnosed(
    visit: Visit, code: str, *, since: int | None = None, ended: int | None = None, note: str | None = None, lasting: bool = True
) -> Json:
    """Tell of a diagnosis.

    code: ICD-10 or ICPC-2. since: days ago it began, the visit's day when None. ended: days ago it was over, None while it lasts.
    lasting: on the problem list; else it belongs to the visit alone. Returns a reference to the Condition."""
    life = visit.life
    kind = ("problem-list-item", "Problem List Item") if lasting else ("encounter-diagnosis", "Encounter Diagnosis")
    system, *_ = named = diagnosis(code)
    resource: Json = {
        "resourceType": "Condition",
        "id": life.new_id("diagnose"),
        "clinicalStatus": concept(_CLINICAL, *_status(system, ended, lasting=lasting)),
        "verificationStatus": concept(_VERIFICATION, "confirmed", "Confirmed"),
        "category": [concept(_CATEGORY, *kind)],
        "code": concept(*named),
        "subject": life.patient,
        "encounter": visit.encounter,
        "onsetDateTime": life.day(visit.ago if since is None else since).isoformat(),
        "recordedDate": visit.start.isoformat(),
        "recorder": visit.worker_ref,
        "asserter": visit.worker_ref,
    }
    if ended is not None:
        resource["abatementDateTime"] = life.day(ended).isoformat()
    if note:
        resource["note"] = [{"text": note}]
    return visit.write(resource)


def _status(system: str, ended: int | None, *, lasting: bool) -> tuple[str, str]:
    if ended is not None:
        return "resolved", "Resolved"
    is_passing = system == ICPC_2 and not lasting
    return ("inactive", "Inactive") if is_passing else ("active", "Active")
