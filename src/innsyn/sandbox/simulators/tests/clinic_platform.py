"""As much of a platform as a clinic's system meets: tokens, search, patch, conditional creation. Made by hand, nothing of ours in it."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey

BASE = "https://platform.example/fhir"
TOKEN = "https://platform.example/token"
DIALOGUE, MESSAGE = "urn:innsyn:dialogue", "urn:innsyn:message"
Json = dict[str, Any]


@dataclass
class Platform:
    """What stands, by type and id. key: of the client, public. asks: requests as method and path, in order.

    before: called before each request; it may raise httpx.ConnectError, or answer. after: called when something has been written."""

    key: ECKey
    stands: dict[str, dict[str, Json]] = field(default_factory=dict)
    asks: list[str] = field(default_factory=list)
    before: Callable[[httpx.Request], httpx.Response | None] = lambda _: None
    after: Callable[[httpx.Request], None] = lambda _: None

    def put(self, resource: Json) -> Json:
        """Have a resource stand, under a new version."""
        same = self.stands.setdefault(resource["resourceType"], {})
        version = int(same.get(resource["id"], {}).get("meta", {}).get("versionId", 0)) + 1
        same[resource["id"]] = {**resource, "meta": {"versionId": str(version)}}
        return same[resource["id"]]

    def all(self, type_: str) -> list[Json]:
        """Give what stands of a type."""
        return list(self.stands.get(type_, {}).values())

    def asks_hers(self, *, word: str = "b6a8", kind: str = "e-contact", task: str = "t1", message: str = "m1") -> None:
        """Have Per write to his doctor."""
        patient = {"reference": "Patient/per", "identifier": {"system": "urn:oid:2.16.578.1.12.4.1.4.1", "value": "10"}, "display": "P."}
        self.put(
            {
                "resourceType": "Task",
                "id": task,
                "status": "requested",
                "intent": "order",
                "code": {"coding": [{"system": DIALOGUE, "code": kind}]},
                "description": "Knee",
                "for": patient,
                "lastModified": "2026-11-29T10:00:00+01:00",
                "restriction": {
                    "recipient": [{"identifier": {"system": "urn:oid:2.16.578.1.12.4.1.2", "value": "99"}, "display": "Dr. F"}]
                },
            }
        )
        self.put(
            {
                "resourceType": "Communication",
                "id": message,
                "status": "in-progress",
                "identifier": [{"system": MESSAGE, "value": word}],
                "basedOn": [{"reference": f"Task/{task}"}],
                "category": [{"coding": [{"system": DIALOGUE, "code": code}]} for code in ("from-citizen", kind)],
                "subject": patient,
                "sent": "2026-11-29T10:00:00+01:00",
                "payload": [{"contentString": "My knee hurts."}],
            }
        )

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        self.asks.append(f"{request.method} {request.url.path}")
        answer = self.before(request) or self._answer(request)
        self.after(request)
        return answer

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("smart-configuration"):
            return httpx.Response(200, json={"token_endpoint": TOKEN})
        if str(request.url) == TOKEN:
            return self._token(request)
        if not self._is_proved(request):
            return httpx.Response(401)
        type_, *rest = request.url.path.removeprefix("/fhir").lstrip("/").split("/")
        match request.method:
            case "GET" if rest:
                found = self.stands.get(type_, {}).get(rest[0])
                return httpx.Response(200, json=found) if found else httpx.Response(404)
            case "GET":
                return _bundle([each for each in self.all(type_) if _fits(each, request.url.params)])
            case "PATCH":
                return self._patched(type_, rest[0], request)
            case "PUT":
                return httpx.Response(200, json=self.put(json.loads(request.content)))
        if not type_:
            return self._together(json.loads(request.content)["entry"])
        return self._created(json.loads(request.content), request.headers.get("if-none-exist", ""))

    def _together(self, entries: list[Json]) -> httpx.Response:
        """Put all, or none when any stands in another version."""
        for entry in entries:
            type_, _, id_ = entry["request"]["url"].partition("/")
            if entry["request"]["ifMatch"] != f'W/"{self.stands[type_][id_]["meta"]["versionId"]}"':
                return httpx.Response(412)
        return httpx.Response(200, json={"entry": [{"resource": self.put(entry["resource"])} for entry in entries]})

    def books(self, slot: str, *, appointment: str = "a1", before: str = "") -> None:
        """Have Per ask for a time. before: the Slot he has and moves from."""
        taken = [{"url": "urn:innsyn:taken-by", "valueString": f"word-{appointment}"}]
        stands = self.stands["Slot"][slot]
        self.put({**stands, "status": "busy-tentative", "extension": taken})
        if before:
            self.put({**self.stands["Slot"][before], "status": "busy", "extension": taken})
        former = self.stands["Slot"].get(before, {})
        period = {"url": "period", "valuePeriod": {"start": former.get("start"), "end": former.get("end")}}
        minded = [{"url": "slot", "valueReference": {"reference": f"Slot/{before}"}}, period]
        self.put(
            {
                "resourceType": "Appointment",
                "id": appointment,
                "identifier": [{"system": "urn:innsyn:appointment", "value": f"word-{appointment}"}],
                "status": "pending",
                "contained": [{"resourceType": "Flag", "id": "cancel", "period": {"end": stands["start"]}}],
                "supportingInformation": [{"reference": "#cancel"}],
                "start": stands["start"],
                "end": stands["end"],
                "slot": [{"reference": f"Slot/{slot}"}],
                "participant": [{"actor": {"reference": "Patient/per", "display": "Per Rønning"}, "status": "needs-action"}],
                **({"extension": [{"url": "urn:innsyn:moved-from", "extension": minded}]} if before else {}),
            }
        )

    def _token(self, request: httpx.Request) -> httpx.Response:
        form = dict(httpx.QueryParams(request.content.decode()))
        claims = jwt.decode(form["client_assertion"], self.key, algorithms=["ES256"]).claims
        assert (claims["iss"], claims["sub"], claims["aud"]) == ("clinic", "clinic", TOKEN)
        assert _proof(request)["htu"] == TOKEN
        return httpx.Response(200, json={"access_token": "opens", "expires_in": 300, "token_type": "DPoP"})

    def _is_proved(self, request: httpx.Request) -> bool:
        claims = _proof(request)
        is_bound = claims["htm"] == request.method and claims["htu"] == str(request.url).partition("?")[0]
        return is_bound and request.headers["authorization"] == "DPoP opens"

    def _patched(self, type_: str, id_: str, request: httpx.Request) -> httpx.Response:
        stands = self.stands[type_][id_]
        if request.headers["if-match"] != f'W/"{stands["meta"]["versionId"]}"':
            return httpx.Response(412)
        changes = {each["path"][1:]: each["value"] for each in json.loads(request.content)}
        return httpx.Response(200, json=self.put({**stands, **changes}))

    def _created(self, resource: Json, unless: str) -> httpx.Response:
        system, _, value = unless.removeprefix("identifier=").partition("|")
        identifier = {"system": system, "value": value}
        same = next((each for each in self.all(resource["resourceType"]) if unless and identifier in each.get("identifier", [])), None)
        if same:
            return httpx.Response(200, json=same)
        count = len(self.stands.get(resource["resourceType"], {}))
        return httpx.Response(201, json=self.put({**resource, "id": f"{resource['resourceType'].lower()}-{count}"}))


def _proof(request: httpx.Request) -> dict[str, Any]:
    written = request.headers["dpop"]
    head = written.partition(".")[0]
    header = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    return dict(jwt.decode(written, ECKey.import_key(header["jwk"]), algorithms=["ES256"]).claims)


def _bundle(resources: list[Json]) -> httpx.Response:
    return httpx.Response(200, json={"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": each} for each in resources]})


def _fits(resource: Json, asked: httpx.QueryParams) -> bool:
    if resource["resourceType"] == "Subscription":
        return bool(resource["channel"]["endpoint"] == asked["url"])
    if resource["resourceType"] == "List":
        system, _, value = asked["identifier"].partition("|")
        return {"system": system, "value": value} in resource["identifier"]
    return "status" not in asked or resource["status"] in asked["status"].split(",")
