"""Every way to ask the FHIR interface about one patient: reads, searches by every road, changes, bundles and operations.

An ask names a target by its key; `{key}` in a path, a form or a body is filled in. What a change has ended stands again before the next.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.contracts.access.marks import CODED, probe, subscription
from tests.contracts.access.town import Town

from innsyn.gate.rules.relations import Grant, Shield
from innsyn.gate.standing.grants import grant_body
from innsyn.gate.standing.shields import shield_body
from innsyn.gate.standing.wishes import wish_body
from innsyn.kernel.ids import person_number
from innsyn.kernel.systems import PERSON_NUMBER

ASYNC = {"prefer": "respond-async"}
_OF_ONE = ("/Patient/{", "/DocumentReference/{", "/Observation/{", "/Consent/{", "/Task/{", "/Flag/{")
Making = Callable[[Town, str], Any]


@dataclass(frozen=True)
class Ask:
    """One row of the table. body: of JSON, made for a town and a key. form: of a search by POST. kind: content type other than FHIR's."""

    name: str
    method: str
    path: str
    body: Making | None = None
    form: Callable[[Town, str], dict[str, str]] | None = None
    headers: tuple[tuple[str, str], ...] = ()
    kind: str = "application/fhir+json"

    @property
    def changes(self) -> bool:
        """Say whether it is meant to change something."""
        return self.body is not None or self.method in ("PUT", "PATCH", "DELETE")

    @property
    def names_her(self) -> bool:
        """Say whether what is found can only be hers."""
        return not self.path.startswith("/?") and ("{key}" in self.path or "{event}" in self.path or self.form is not None)

    @property
    def names_one(self) -> bool:
        """Say whether one resource of hers is named, so that a no must stand in her log."""
        return self.method == "GET" and self.path.startswith(_OF_ONE)


def _changed(town: Town, key: str) -> dict[str, Any]:
    return {**probe(key), "status": "amended"}


def _new(town: Town, key: str) -> dict[str, Any]:
    return {name: value for name, value in _changed(town, key).items() if name not in ("id", "identifier")}


def _patched(town: Town, key: str) -> list[dict[str, Any]]:
    return [{"op": "replace", "path": "/status", "value": "amended"}]


def _grant(town: Town, key: str) -> dict[str, Any]:
    """DO-1: a power of attorney over everything, to somebody else."""
    power = Grant(id="", key="", areas=frozenset({"documents", "results"}))
    return grant_body(power, key, person_number(town.number("turid")), "Noen", town.now)


def _shield(town: Town, key: str) -> dict[str, Any]:
    """DO-1 and DO-3: a shield against all personnel."""
    return shield_body(Shield(id="", organisations=frozenset({"999999999"})), key, town.now, {})


def _wish(town: Town, key: str) -> dict[str, Any]:
    """DO-2: a youth's wish to hide something."""
    return wish_body(f"DocumentReference/{key}-spare-document", town.organisation("solvskogen"), key, "", town.now)


def _withdrawn(town: Town, key: str) -> dict[str, Any]:
    return {**_grant(town, key), "id": town.ids[key]["grant"], "status": "inactive"}


def _opened_patient(town: Town, key: str) -> dict[str, Any]:
    return {"resourceType": "Patient", "id": key, "identifier": [{"system": PERSON_NUMBER, "value": town.number("turid")}]}


def _bundle(kind: str, *entries: tuple[str, str, Making | None]) -> Making:
    def made(town: Town, key: str) -> dict[str, Any]:
        listed = [
            {"request": {"method": method, "url": url.replace("{key}", key)}, **({"resource": body(town, key)} if body else {})}
            for method, url, body in entries
        ]
        return {"resourceType": "Bundle", "type": kind, "entry": listed}

    return made


def _parameters(town: Town, key: str) -> dict[str, Any]:
    return {"resourceType": "Parameters", "parameter": [{"name": "resource", "resource": _new(town, key)}]}


def _imported(town: Town, key: str) -> dict[str, Any]:
    line = base64.b64encode(json.dumps(_changed(town, key)).encode()).decode()
    parts = [{"name": "type", "valueCode": "Observation"}, {"name": "data", "valueBase64Binary": line}]
    return {"resourceType": "Parameters", "parameter": [{"name": "input", "part": parts}]}


def _subscribed(town: Town, key: str) -> dict[str, Any]:
    return {**subscription(key), "id": town.machines["subscription"]}


def _nothing(town: Town, key: str) -> dict[str, Any]:
    return {"resourceType": "Parameters"}


def _by_number(town: Town, key: str) -> dict[str, str]:
    return {"identifier": f"{PERSON_NUMBER}|{town.number(key)}"}


def _of_patient(town: Town, key: str) -> dict[str, str]:
    return {"patient": f"Patient/{key}"}


ASKS = (
    Ask("description", "GET", "/metadata"),
    Ask("description as OpenAPI", "GET", "/openapi.json"),
    Ask("read the patient", "GET", "/Patient/{key}"),
    Ask("read a document", "GET", "/DocumentReference/{key}-mark-document"),
    Ask("read a result", "GET", "/Observation/{key}-mark-result"),
    Ask("read a result, a part of it", "GET", "/Observation/{key}-mark-result?_elements=code"),
    Ask("read a power of attorney", "GET", "/Consent/{grant}"),
    Ask("read a shield", "GET", "/Consent/{shield}"),
    Ask("read a wish to hide", "GET", "/Task/{wish}"),
    Ask("read a question", "GET", "/Task/{question}"),
    Ask("read a decision to withhold", "GET", "/Flag/{decision}"),
    Ask("read what is withheld from her", "GET", "/DocumentReference/{closed}"),
    Ask("vread", "GET", "/Observation/{key}-mark-result/_history/1"),
    Ask("history of one", "GET", "/Observation/{key}-mark-result/_history"),
    Ask("history of a type", "GET", "/Observation/_history?_count=500"),
    Ask("history of everything", "GET", "/_history?_count=500"),
    Ask("search a type", "GET", "/Observation?patient=Patient/{key}"),
    Ask("search by POST", "POST", "/Observation/_search", form=_of_patient),
    Ask("search without a patient", "GET", "/DocumentReference?_count=500"),
    Ask("search by number", "POST", "/Patient/_search", form=_by_number),
    Ask("search by id", "GET", "/DocumentReference?_id={key}-mark-document"),
    Ask("search everything", "GET", "/?_type=Observation,DocumentReference&_count=500"),
    Ask("search everything by POST", "POST", "/_search", form=lambda town, key: {"_type": "Observation", "_id": f"{key}-mark-result"}),
    Ask("count", "GET", "/Observation?patient=Patient/{key}&_summary=count"),
    Ask("include", "GET", "/DiagnosticReport?patient=Patient/{key}&_include=DiagnosticReport:result"),
    Ask("revinclude", "GET", "/Patient?_id={key}&_revinclude=Observation:subject"),
    Ask("chain", "GET", "/Observation?subject:Patient._id={key}"),
    Ask("reverse chain", "GET", "/Patient?_has:Observation:patient:_id={key}-mark-result"),
    Ask("sorted by what is closed", "GET", "/Condition?patient=Patient/{key}&_sort=-recorded-date"),
    Ask("search powers and shields", "GET", "/Consent?patient=Patient/{key}"),
    Ask("search decisions and wishes", "GET", "/?_type=Flag,Task&_count=500"),
    Ask("compartment, one type", "GET", "/Patient/{key}/Observation"),
    Ask("compartment, all", "GET", "/Patient/{key}/*"),
    Ask("compartment by POST", "POST", "/Patient/{key}/Observation/_search", form=lambda town, key: {"_count": "50"}),
    Ask("compartment, all by POST", "POST", "/Patient/{key}/*/_search", form=lambda town, key: {"_count": "50"}),
    Ask("everything", "GET", "/Patient/{key}/$everything"),
    Ask("everything by POST", "POST", "/Patient/{key}/$everything", body=_nothing),
    Ask("log of the record", "GET", "/AuditEvent?patient=Patient/{key}"),
    Ask("one act of the log", "GET", "/AuditEvent/{event}"),
    Ask("create", "POST", "/Observation", _new),
    Ask("create when none is like it", "POST", "/Observation", _new, headers=(("if-none-exist", f"identifier={CODED}|nobody-has-this"),)),
    Ask("update", "PUT", "/Observation/{key}-probe", _changed),
    Ask("update by condition", "PUT", f"/Observation?identifier={CODED}|{{key}}-probe", _changed),
    Ask("patch", "PATCH", "/Observation/{key}-probe", _patched, kind="application/json-patch+json"),
    Ask("patch by condition", "PATCH", f"/Observation?identifier={CODED}|{{key}}-probe", _patched, kind="application/json-patch+json"),
    Ask("delete", "DELETE", "/Observation/{key}-probe"),
    Ask("delete by condition", "DELETE", f"/Observation?identifier={CODED}|{{key}}-probe"),
    Ask("create a power of attorney", "POST", "/Consent", _grant),
    Ask("create a shield", "POST", "/Consent", _shield),
    Ask("create a wish to hide", "POST", "/Task", _wish),
    Ask("withdraw a power of attorney", "PUT", "/Consent/{grant}", _withdrawn),
    Ask("delete a shield", "DELETE", "/Consent/{shield}"),
    Ask("delete a decision to withhold", "DELETE", "/Flag/{decision}"),
    Ask("make another's number hers", "PUT", "/Patient/{key}", _opened_patient),
    Ask("transaction that creates", "POST", "/", _bundle("transaction", ("POST", "Observation", _new))),
    Ask("transaction that reads", "POST", "/", _bundle("transaction", ("GET", "Observation/{key}-mark-result", None))),
    Ask("batch that updates", "POST", "/", _bundle("batch", ("PUT", "Observation/{key}-probe", _changed))),
    Ask("batch that searches", "POST", "/", _bundle("batch", ("GET", "Observation?patient=Patient/{key}", None))),
    Ask("batch with a power of attorney", "POST", "/", _bundle("batch", ("POST", "Consent", _grant))),
    Ask("validate", "POST", "/Observation/$validate", _parameters),
    Ask("validate what stands", "GET", "/Observation/{key}-mark-result/$validate"),
    Ask("export", "GET", "/$export", headers=tuple(ASYNC.items())),
    Ask("export of patients", "GET", "/Patient/$export?patient=Patient/{key}", headers=tuple(ASYNC.items())),
    Ask("export by POST", "POST", "/$export", body=_nothing, headers=tuple(ASYNC.items())),
    Ask("export of a group", "GET", "/Group/{key}/$export", headers=tuple(ASYNC.items())),
    Ask("another's export", "GET", "/$bulk-status?job={job}"),
    Ask("stop another's export", "DELETE", "/$bulk-status?job={job}"),
    Ask("file of another's export", "GET", "/$bulk-file?job={job}&file=1"),
    Ask("import", "POST", "/$import", _imported, headers=tuple(ASYNC.items())),
    Ask("subscribe", "POST", "/Subscription", lambda town, key: subscription(key)),
    Ask("another's subscription", "GET", "/Subscription/{subscription}"),
    Ask("search subscriptions", "GET", "/Subscription"),
    Ask("change another's subscription", "PUT", "/Subscription/{subscription}", _subscribed),
    Ask("status of another's subscription", "GET", "/Subscription/{subscription}/$status"),
    Ask("status of subscriptions", "POST", "/Subscription/$status", body=_nothing),
    Ask("events of another's subscription", "GET", "/Subscription/{subscription}/$events"),
    Ask("send another's events again", "POST", "/Subscription/{subscription}/$resend", body=_nothing),
    Ask("topics", "GET", "/Subscription/$topic-list"),
    Ask("delete another's subscription", "DELETE", "/Subscription/{subscription}"),
)  # fmt: skip


def filled(town: Town, key: str, text: str) -> str:
    """Fill an ask's path."""
    ids = town.ids[key]
    named = {
        "key": key, "grant": ids["grant"], "shield": ids["shield"], "wish": ids["wish"], "question": ids["question"],
        "decision": ids["Flag"], "closed": ids["closed"], **town.machines,
    }  # fmt: skip
    return text.format(**named)
