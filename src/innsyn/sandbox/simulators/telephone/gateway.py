"""The gateway: takes orders for SMS, carries each out once, and says what became of it.

Source: docs.altinn.studio, Notifications API v1: `POST /future/orders/instant/sms`, `GET /future/shipment/{id}`.
"""

import asyncio
import re
from collections.abc import Callable, Collection
from typing import Any

from litestar import Litestar, Request, Response, get, post
from litestar.datastructures import State
from litestar.types import ASGIApp

from innsyn.sandbox.simulators.telephone.faults import Fault
from innsyn.sandbox.simulators.telephone.messages import Messages

BASE = "/notifications/api/v1/future"
_NUMBER = re.compile(r"\+[0-9]{8,15}")
_SHORTEST_S, _LONGEST_S = 60, 172_800

WireRequest = Request[Any, Any, State]


class Gateway:
    """The handlers, and what they need."""

    def __init__(self, messages: Messages, *, accepts: Callable[[str], bool], faults: Collection[Fault], slow_s: float) -> None:
        """accepts: says whether a token is one of ours. faults: read at each request."""
        self.messages, self._accepts, self._faults, self._slow_s = messages, accepts, faults, slow_s

    async def order(self, request: WireRequest) -> Response[Any]:
        """Take an order: 201 when it is new, 200 when it was placed before."""
        if (refusal := await self._refusal(request)) is not None:
            return refusal
        wish = _order(await request.json())
        if wish is None or Fault.REFUSES in self._faults:
            return _problem(400)
        idempotency_id, reference, number, sender, body = wish
        order, is_new = self.messages.order(idempotency_id, number, reference)
        if is_new or Fault.FORGETS in self._faults:
            self._carry_out(order, number, sender, body)
        if Fault.SENDS_AND_BREAKS_OFF in self._faults:
            return _problem(500)
        if Fault.NO_JSON in self._faults:
            return Response("<html>", media_type="text/html", status_code=200)
        answer = {"notificationOrderId": order["order"], "notification": {"shipmentId": order["shipment"], "sendersReference": reference}}
        return Response(answer, status_code=201 if is_new else 200)

    async def shipment(self, request: WireRequest) -> Response[Any]:
        """Say what became of an order."""
        if (refusal := await self._refusal(request)) is not None:
            return refusal
        found = self.messages.shipment(request.path_params["shipment"])
        if found is None:
            return _problem(404)
        is_over = found["status"] != "SMS_Accepted"
        recipient = {"type": "SMS", "destination": found["number"], "status": found["status"], "lastUpdate": found["changed"]}
        return Response(
            {
                "shipmentId": found["shipment"],
                "sendersReference": found["reference"],
                "type": "Notification",
                "status": "Order_Completed" if is_over else "Order_Processed",
                "lastUpdate": found["changed"],
                "recipients": [recipient],
            }
        )

    def _carry_out(self, order: Any, number: str, sender: str, body: str) -> None:
        if Fault.LOSES in self._faults:
            return None
        if Fault.UNDELIVERED in self._faults:
            return self.messages.say(order, "SMS_Failed_Undelivered")
        self.messages.arrive(number, sender, body)
        return self.messages.say(order, "SMS_Delivered")

    async def _refusal(self, request: WireRequest) -> Response[Any] | None:
        if Fault.SLOW in self._faults:
            await asyncio.sleep(self._slow_s)
        if Fault.DOWN in self._faults:
            return _problem(503)
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not self._accepts(token):
            return _problem(401)
        return _problem(403) if Fault.FORBIDDEN in self._faults else None


def simulator(messages: Messages, *, accepts: Callable[[str], bool], faults: Collection[Fault] = (), slow_s: float = 30) -> ASGIApp:
    """Build the gateway as an ASGI application."""
    gateway = Gateway(messages, accepts=accepts, faults=faults, slow_s=slow_s)
    routes = [post(f"{BASE}/orders/instant/sms")(gateway.order), get(f"{BASE}/shipment/{{shipment:str}}")(gateway.shipment)]
    return Litestar(route_handlers=routes, openapi_config=None, logging_config=None, request_max_body_size=50_000)


def _order(content: Any) -> tuple[str, str, str, str, str] | None:
    """Read an order: its word, its reference, the number, the sender's name and the text. None when it is none."""
    try:
        recipient = content["recipientSms"]
        settings, number = recipient["smsSettings"], recipient["phoneNumber"]
        wish = (content["idempotencyId"], content.get("sendersReference", ""), number, settings.get("sender", "Altinn"), settings["body"])
        is_whole = all(isinstance(each, str) for each in wish) and wish[0] and wish[4]
        lives = recipient["timeToLiveInSeconds"]
    except (KeyError, TypeError, AttributeError):
        return None
    is_whole = is_whole and isinstance(lives, int) and _SHORTEST_S <= lives <= _LONGEST_S and _NUMBER.fullmatch(number)
    return wish if is_whole else None


def _problem(status: int) -> Response[Any]:
    return Response({"status": status, "title": "Problem"}, status_code=status, media_type="application/problem+json")
