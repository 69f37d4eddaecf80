"""The citizens' door: begin a login, judge the answer, log out.

Source: docs.digdir.no, ID-porten: authorize, id_token, logout."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import httpx
from joserfc.jwk import Key

from innsyn.edge.idporten.citizen import judged_citizen
from innsyn.edge.openid.attempt import packed, unpacked
from innsyn.edge.openid.calls import Caller
from innsyn.edge.openid.client_assertion import Client
from innsyn.edge.openid.code_flow import CodeFlow
from innsyn.edge.openid.provider import Provider
from innsyn.edge.openid.refusal import Refusal
from innsyn.edge.openid.session_end import logout_address, session_to_end
from innsyn.kernel.clock import Clock, Instant
from innsyn.web.doors import CitizenLogin, Departure, LevelTooLow, LoginFailed


@dataclass(frozen=True, kw_only=True, slots=True)
class IdportenSettings:
    """How we are registered.

    issuer: letter by letter as in the provider's discovery. redirect_uri: our callback. key: private, for private_key_jwt.
    eids: the `amr` values that count, whatever case; the first word of each, in lower case, becomes our name for it.
    deadline_s: for each call to the provider."""

    issuer: str
    client_id: str
    redirect_uri: str
    key: Key = field(repr=False)
    eids: tuple[str, ...] = ("BankID", "Buypass", "Commfides")
    deadline_s: float = 5


class Idporten:
    """Implements `web.doors.CitizenDoor`."""

    def __init__(self, settings: IdportenSettings, *, http: httpx.AsyncClient, clock: Clock, new_secret: Callable[[], str]) -> None:
        """http: our way to the provider. new_secret: at least 256 random bits, 43 characters or more, safe in a URL."""
        self._settings = settings
        self._clock = clock
        self._provider = Provider(settings.issuer, Caller(http, settings.deadline_s))
        self._flow = CodeFlow(
            provider=self._provider,
            client=Client(client_id=settings.client_id, key=settings.key),
            redirect_uri=settings.redirect_uri,
            scope="openid",
            new_secret=new_secret,
        )

    async def begin(self, *, return_to: str, locale: str, login_hint: str | None = None) -> Departure | LoginFailed:
        """Prepare a login at level high."""
        parameters = {"acr_values": "idporten-loa-high", "ui_locales": locale, **({"login_hint": login_hint} if login_hint else {})}
        begun = await self._flow.begin(parameters, return_to=return_to, now=self._clock())
        if isinstance(begun, Refusal):
            return LoginFailed(reason_key=f"login.failed.{begun.reason}", detail=begun.detail)
        return Departure(url=begun.address, pre_login=packed(begun.attempt))

    async def complete(self, answer: Mapping[str, str], pre_login: bytes, *, now: Instant) -> CitizenLogin | LevelTooLow | LoginFailed:
        """Judge what the browser brought back."""
        attempt = unpacked(pre_login)
        return_to = attempt.return_to if attempt else "/"
        redeemed = await self._flow.complete(answer, attempt, now=now)
        outcome = redeemed if isinstance(redeemed, Refusal) else judged_citizen(redeemed, self._settings.eids, return_to=return_to)
        if isinstance(outcome, Refusal):
            return LoginFailed(reason_key=f"login.failed.{outcome.reason}", detail=outcome.detail, return_to=return_to)
        return outcome

    async def logout_url(self, *, id_token: str, return_to: str) -> str:
        """Say where to send the browser so that the provider's session ends too."""
        return await logout_address(self._provider, id_token=id_token, return_to=return_to, now=self._clock())

    def front_channel(self, *, iss: str, sid: str) -> str | None:
        """Say which provider session a front-channel logout call ends."""
        return session_to_end(self._settings.issuer, iss=iss, sid=sid)
