"""Operations and other procedures."""

from innsyn.sandbox.people.resources.reference import Json, concept, profile
from innsyn.sandbox.stories.builders.visit import Visit
from innsyn.sandbox.stories.codes.procedures import procedure


def operated(visit: Visit, code: str, *, side: str | None = None) -> Json:
    """Tell of a procedure. code: NKPK. side: body site in words, such as `venstre hofte`. Returns a reference."""
    resource: Json = {
        "resourceType": "Procedure",
        "id": visit.life.new_id("inngrep"),
        "meta": profile("Procedure"),
        "status": "completed",
        "code": concept(*procedure(code)),
        "subject": visit.life.patient,
        "encounter": visit.encounter,
        "performedDateTime": visit.start.isoformat(),
        "performer": [{"actor": visit.worker_ref, "onBehalfOf": visit.unit_ref}],
    }
    if side:
        resource["bodySite"] = [{"text": side}]
    return visit.write(resource)
