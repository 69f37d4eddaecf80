"""SMS through Altinn Notifications, the national gateway for public bodies: an order with a word of ours that it never carries out twice.

Source: docs.altinn.studio, Notifications: `POST /notifications/api/v1/future/orders/instant/sms`, `GET …/future/shipment/{id}`,
status values for orders and notifications.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import httpx

from innsyn.edge.notify.carrier import Letter, NotSent, Report, Sent
from innsyn.kernel.clock import Instant

BASE = "/notifications/api/v1/future"
SCOPE = "altinn:serviceowner/notifications.create"
_LIVES_S = 43_200
"""A telephone that is off is tried for twelve hours: what is told at seven is not told at night."""

_FINAL = frozenset({400, 413, 422})

Token = Callable[[], Awaitable[str | None]]
"""Gives an Altinn token that holds, None when nobody gives one just now."""


class AltinnCarrier:
    """Implements `Carrier`."""

    def __init__(self, platform: str, http: httpx.AsyncClient, *, token: Token, sender: str, deadline_s: float = 20.0) -> None:
        """platform: Altinn's address without a path. sender: the name the telephone shows. deadline_s: for a call."""
        self._base, self._http, self._token = platform.rstrip("/") + BASE, http, token
        self._sender, self._deadline_s = sender, deadline_s

    async def send(self, letter: Letter, *, now: Instant) -> Sent | NotSent:  # noqa: ARG002 - the protocol's
        """Order an SMS. 201 is a new order; 200 is one that Altinn had already, which is just as good."""
        if not isinstance(letter.to, str):
            return NotSent(reason="address", is_final=True)
        answer = await self._call("POST", "/orders/instant/sms", self._order(letter, letter.to))
        if isinstance(answer, NotSent):
            return answer
        if answer.status_code not in (200, 201):
            is_final = answer.status_code in _FINAL
            return NotSent(reason="refused" if is_final else "gateway", is_final=is_final)
        shipment = _object(_object(answer).get("notification")).get("shipmentId")
        return Sent(reference=str(shipment or ""), is_watched=bool(shipment))

    async def report(self, reference: str) -> Report:
        """Ask what became of an SMS. No answer, or one that cannot be read, means that it is still on its way."""
        answer = await self._call("GET", f"/shipment/{reference}")
        if isinstance(answer, NotSent) or answer.status_code != httpx.codes.OK:
            return Report(state="sent")
        recipients = _object(answer).get("recipients")
        said = [str(_object(each).get("status")) for each in recipients] if isinstance(recipients, list) else []
        if "SMS_Delivered" in said:
            return Report(state="delivered")
        failed = next((status for status in said if status.startswith("SMS_Failed")), "")
        return Report(state="failed", reason=_reason(failed)) if failed else Report(state="sent")

    def _order(self, letter: Letter, number: str) -> Mapping[str, Any]:
        settings = {"sender": self._sender, "body": letter.message.body}
        recipient = {"phoneNumber": number, "timeToLiveInSeconds": _LIVES_S, "smsSettings": settings}
        return {"idempotencyId": str(letter.id), "sendersReference": str(letter.id), "recipientSms": recipient}

    async def _call(self, method: str, path: str, content: Mapping[str, Any] | None = None) -> httpx.Response | NotSent:
        token = await self._token()
        if token is None:
            return NotSent(reason="token")
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        try:
            async with asyncio.timeout(self._deadline_s):
                return await self._http.request(method, self._base + path, json=content, headers=headers, follow_redirects=False)
        except (TimeoutError, httpx.HTTPError):
            return NotSent(reason="gateway")


def _object(thing: object) -> Mapping[str, Any]:
    """Read a JSON object; an empty one when it is none."""
    if isinstance(thing, httpx.Response):
        try:
            thing = thing.json()
        except (ValueError, RecursionError):
            return {}
    return thing if isinstance(thing, dict) else {}


_KNOWN = {
    "SMS_Failed_InvalidRecipient": "address",
    "SMS_Failed_RecipientNotIdentified": "address",
    "SMS_Failed_RecipientReserved": "reserved",
    "SMS_Failed_BarredReceiver": "barred",
    "SMS_Failed_Expired": "expired",
    "SMS_Failed_TTL": "expired",
}


def _reason(status: str) -> str:
    return _KNOWN.get(status, "undelivered")
