"""The platform's FHIR interface as the system calls it: search, read, patch, transaction.

Source: FHIR R4 4.0.1, http.html; docs/integrators.md."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from innsyn.sandbox.simulators.clinic_system.faults import Fault
from innsyn.sandbox.simulators.clinic_system.tokens import Down, Tokens, Unanswered

Json = dict[str, Any]

_FHIR, _PATCH = "application/fhir+json", "application/json-patch+json"
_UNAUTHORIZED, _BUSY, _BROKEN = 401, 429, 500
_MOST_PAGES = 200


@dataclass(frozen=True, slots=True)
class Answered:
    """What the platform said. body: empty when it said nothing that is JSON."""

    status: int
    body: Json

    @property
    def is_yes(self) -> bool:
        """Say whether it was done."""
        return 200 <= self.status < 300


class Interface:
    """One system's calls. Each raises Unanswered when the platform is away or busy, and Down when the system itself is away by then."""

    def __init__(self, http: httpx.AsyncClient, base: str, tokens: Tokens, *, faults: Collection[Fault]) -> None:
        """base: address of the FHIR interface, without a slash at its end. faults: asked anew at each call."""
        self._http, self._base, self._tokens, self._faults = http, base, tokens, faults

    async def search(self, type_: str, parameters: Mapping[str, str]) -> list[Json]:
        """Find resources of a type, page after page. What is not granted is not found."""
        found: list[Json] = []
        address, asked = f"{self._base}/{type_}", dict(parameters)
        for _ in range(_MOST_PAGES):
            page = (await self._call("GET", address, params=asked or None)).body
            found += [each["resource"] for each in page.get("entry", []) if each["resource"].get("resourceType") == type_]
            onward = next((each["url"] for each in page.get("link", []) if each["relation"] == "next"), None)
            if onward is None:
                break
            address, asked = onward, {}
        return found

    async def read(self, reference: str) -> Json | None:
        """Read one resource, such as `Task/…`; None when it is not there, or not the system's to see."""
        answer = await self._call("GET", f"{self._base}/{reference}")
        return answer.body if answer.is_yes else None

    async def patch(self, resource: Json, changes: Sequence[Json]) -> Answered:
        """Change one resource as JSON Patch says, against the version that was read: whoever changed it meanwhile is not overwritten."""
        headers = {"Content-Type": _PATCH, "If-Match": _version(resource)}
        return await self._call("PATCH", f"{self._base}/{resource['resourceType']}/{resource['id']}", json=list(changes), headers=headers)

    async def create(self, resource: Json, *, unless: str = "") -> Answered:
        """Create a resource. unless: a search; where something is found by it, nothing is created and that is answered with."""
        headers = {"Content-Type": _FHIR, **({"If-None-Exist": unless} if unless else {})}
        return await self._call("POST", f"{self._base}/{resource['resourceType']}", json=resource, headers=headers)

    async def put(self, resource: Json) -> Answered:
        """Put a resource in place of the one that stands."""
        return await self._call(
            "PUT", f"{self._base}/{resource['resourceType']}/{resource['id']}", json=resource, headers={"Content-Type": _FHIR}
        )

    async def replace(self, resources: Sequence[Json]) -> Answered:
        """Put several resources in place of the versions that were read, all or none."""
        entries = [
            {
                "resource": each,
                "request": {"method": "PUT", "url": f"{each['resourceType']}/{each['id']}", "ifMatch": _version(each)},
            }
            for each in resources
        ]
        bundle = {"resourceType": "Bundle", "type": "transaction", "entry": entries}
        return await self._call("POST", self._base, json=bundle, headers={"Content-Type": _FHIR})

    async def _call(self, method: str, address: str, **request: Any) -> Answered:
        answer = await self._once(method, address, request)
        if answer.status == _UNAUTHORIZED:
            self._tokens.forget()
            answer = await self._once(method, address, request)
        if answer.status in (_UNAUTHORIZED, _BUSY) or answer.status >= _BROKEN:
            raise Unanswered
        return answer

    async def _once(self, method: str, address: str, request: Mapping[str, Any]) -> Answered:
        parts = urlsplit(address)
        self._is_up()
        proved = await self._tokens.headers(method, f"{parts.scheme}://{parts.netloc}{parts.path}")
        self._is_up()
        headers = {"Accept": _FHIR, "Prefer": "return=representation", **request.get("headers", {}), **proved}
        try:
            answer = await self._http.request(method, address, **{**request, "headers": headers})
        except httpx.HTTPError as failure:
            raise Unanswered from failure
        return Answered(answer.status_code, _content(answer))

    def _is_up(self) -> None:
        if Fault.AWAY in self._faults:
            raise Down


def _version(resource: Json) -> str:
    return f'W/"{resource["meta"]["versionId"]}"'


def _content(answer: httpx.Response) -> Json:
    try:
        content = answer.json()
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
