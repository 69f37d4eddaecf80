"""Push to browsers: one POST to the push service of the browser's maker, with a text that only the browser can read.

Source: RFC 8030 (Generic Event Delivery Using HTTP Push); W3C Push API.
"""

import asyncio
import json
from collections.abc import Callable, Sequence

import httpx
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from innsyn.edge.notify.carrier import Letter, NotSent, Report, Sent
from innsyn.edge.notify.encryption import encrypted
from innsyn.edge.notify.vapid import Vapid
from innsyn.kernel.clock import Instant
from innsyn.web.notices.browsers import Browser, is_push_service

_LIVES_S = 43_200
_GONE = frozenset({404, 410})
_FINAL = frozenset({400, 403, 413})
_SALT_BYTES = 16


class PushCarrier:
    """Implements `Carrier`."""

    def __init__(
        self,
        vapid: Vapid,
        http: httpx.AsyncClient,
        *,
        services: Sequence[str],
        random_bytes: Callable[[int], bytes],
        deadline_s: float = 15.0,
    ) -> None:
        """services: origins we send to, and to no others. random_bytes: says that many unguessable bytes. deadline_s: for a call."""
        self._vapid, self._http, self._services = vapid, http, services
        self._random_bytes, self._deadline_s = random_bytes, deadline_s

    async def send(self, letter: Letter, *, now: Instant) -> Sent | NotSent:
        """Send to one browser. The same `Topic` at every try: what still waits at the service is replaced and not shown twice."""
        if not isinstance(letter.to, Browser) or not is_push_service(letter.to.endpoint, self._services):
            return NotSent(reason="address", is_final=True)
        try:
            body = self._body(letter, letter.to)
        except ValueError:
            return NotSent(reason="address", is_final=True, is_gone=True)
        answer = await self._post(letter.to.endpoint, body, self._headers(letter, letter.to, now))
        if answer is None:
            return NotSent(reason="gateway")
        if answer in _GONE:
            return NotSent(reason="gone", is_final=True, is_gone=True)
        if answer in _FINAL:
            return NotSent(reason="refused", is_final=True)
        return Sent() if httpx.codes.is_success(answer) else NotSent(reason="gateway")

    async def report(self, reference: str) -> Report:  # noqa: ARG002 - the protocol's
        """Say nothing: browsers' push services give no receipts."""
        return Report(state="sent")

    def _body(self, letter: Letter, browser: Browser) -> bytes:
        said = {"title": letter.message.title, "body": letter.message.body, "lang": letter.message.language}
        own, salt = generate_private_key(SECP256R1()), self._random_bytes(_SALT_BYTES)
        return encrypted(json.dumps(said, ensure_ascii=False).encode(), key=browser.key, auth=browser.auth, own=own, salt=salt)

    def _headers(self, letter: Letter, browser: Browser, now: Instant) -> dict[str, str]:
        return {
            "Authorization": self._vapid.header(browser.endpoint, now=now),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(_LIVES_S),
            "Urgency": "normal",
            "Topic": letter.id.hex,
        }

    async def _post(self, endpoint: str, body: bytes, headers: dict[str, str]) -> int | None:
        """Post, and give the status; None when nobody answered. Nothing of the answer is read."""
        try:
            async with asyncio.timeout(self._deadline_s):
                async with self._http.stream("POST", endpoint, content=body, headers=headers, follow_redirects=False) as answer:
                    return answer.status_code
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL):
            return None
