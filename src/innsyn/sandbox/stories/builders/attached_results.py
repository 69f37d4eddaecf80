"""Results filed as a document of their own: a DiagnosticReport with its Observations inside, as a laboratory system sends it."""

import json

from innsyn.kernel.systems import LOINC
from innsyn.sandbox.people.resources.reference import Json, coding
from innsyn.sandbox.stories.builders.documents import Content, Form, filed
from innsyn.sandbox.stories.builders.laboratory import ANSWER_AFTER
from innsyn.sandbox.stories.builders.observed import observation
from innsyn.sandbox.stories.builders.visit import Visit


def lab_report(visit: Visit, title: str, conclusion: str | None = None, **values: float) -> Json:
    """Tell that a laboratory sent its answer as FHIR content. values: analysis key to value. Returns a reference to the document."""
    life = visit.life
    at = visit.start.isoformat()
    laboratory = visit.with_(visit.by, life.laboratory())
    contained = [_inside(place, observation(life, key, value, at, [visit.unit_ref])) for place, (key, value) in enumerate(values.items())]
    report: Json = {
        "resourceType": "DiagnosticReport",
        "contained": contained,
        "status": "final",
        "code": {"coding": [coding(LOINC, "11502-2", "Laboratory report")], "text": title},
        "effectiveDateTime": at,
        "performer": [life.unit_ref(life.laboratory())],
        "result": [{"reference": f"#{each['id']}", "display": each["code"]["text"]} for each in contained],
    } | ({"conclusion": conclusion} if conclusion else {})
    file = json.dumps(report, ensure_ascii=False, indent=1).encode()
    content = Content(title, "nb", Form.FHIR, file)
    return filed(laboratory, "labsvar", content, "C01-2", visit.start + ANSWER_AFTER, visit.label)


def _inside(place: int, resource: Json) -> Json:
    kept = {name: value for name, value in resource.items() if name not in ("subject", "performer")}
    return kept | {"id": f"o{place + 1}"}
