"""An Altinn token, exchanged for one of Maskinporten and used until shortly before its end.

Source: docs.altinn.studio, authentication: `GET /authentication/api/v1/exchange/maskinporten`; RFC 7519 for `exp`.
"""

import asyncio
import json
from base64 import urlsafe_b64decode
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import httpx

from innsyn.kernel.clock import Clock, Instant

PATH = "/authentication/api/v1/exchange/maskinporten"
_SPARE = timedelta(seconds=30)


class AltinnTokens:
    """Gives a token that holds."""

    def __init__(
        self,
        platform: str,
        http: httpx.AsyncClient,
        *,
        maskinporten: Callable[[], Awaitable[str | None]],
        clock: Clock,
        deadline_s: float = 10.0,
    ) -> None:
        """platform: Altinn's address without a path. maskinporten: gives the token to exchange."""
        self._address, self._http, self._maskinporten = platform.rstrip("/") + PATH, http, maskinporten
        self._clock, self._deadline_s = clock, deadline_s
        self._held: tuple[str, Instant] | None = None
        self._asking = asyncio.Lock()

    async def token(self) -> str | None:
        """Give a token, None when nobody gives one just now. Many who ask at once cost one call."""
        async with self._asking:
            if self._held is None or self._held[1] <= self._clock():
                self._held = await self._exchanged()
            return self._held[0] if self._held else None

    async def _exchanged(self) -> tuple[str, Instant] | None:
        given = await self._maskinporten()
        if given is None:
            return None
        try:
            async with asyncio.timeout(self._deadline_s):
                answer = await self._http.get(self._address, headers={"Authorization": f"Bearer {given}"}, follow_redirects=False)
        except (TimeoutError, httpx.HTTPError):
            return None
        token = answer.text.strip().strip('"')
        ends_at = _end(token) if answer.status_code == httpx.codes.OK else None
        return (token, ends_at - _SPARE) if ends_at else None


def _end(token: str) -> Instant | None:
    """Read when a token ends; we hold it for nobody else, so its signature is not ours to check."""
    try:
        claims = token.split(".")[1]
        return datetime.fromtimestamp(json.loads(urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["exp"], UTC)
    except (ValueError, IndexError, KeyError, TypeError, OverflowError, OSError):
        return None
