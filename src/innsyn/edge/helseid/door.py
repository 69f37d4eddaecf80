"""The personnel's door: begin a login, judge the answer, log out.

Source: NHN, HelseID: PAR, client assertion, DPoP, organisation numbers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import httpx
from joserfc.jwk import Key

from innsyn.edge.helseid.organisation import organisation_details
from innsyn.edge.helseid.staff import StaffRules, judged_staff
from innsyn.edge.openid.access_token import AccessTokenRules, bound_key, judge_access_token
from innsyn.edge.openid.attempt import packed, unpacked
from innsyn.edge.openid.calls import Caller
from innsyn.edge.openid.client_assertion import Client
from innsyn.edge.openid.code_flow import CodeFlow, Redeemed
from innsyn.edge.openid.dpop_proof import new_dpop_key
from innsyn.edge.openid.provider import Provider
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.edge.openid.session_end import logout_address, session_to_end
from innsyn.edge.openid.signed_token import SignedToken
from innsyn.kernel.clock import Clock, Instant
from innsyn.web.doors import Departure, LevelTooLow, LoginFailed, StaffLogin, Workplace

IDENTITY_SCOPES = (
    "openid",
    "profile",
    "helseid://scopes/identity/pid",
    "helseid://scopes/identity/security_level",
    "helseid://scopes/hpr/hpr_number",
)
ASSERTION_TYP = "client-authentication+jwt"


@dataclass(frozen=True, kw_only=True, slots=True)
class HelseidSettings:
    """How we are registered.

    audience and scope: the interface our access tokens are for, and what they may do there. key: private, for private_key_jwt.
    eids: the `amr` values we have a name for. The rest is as for ID-porten."""

    issuer: str
    client_id: str
    redirect_uri: str
    key: Key = field(repr=False)
    audience: str = "innsyn:desk"
    scope: str = "innsyn:desk/use"
    eids: tuple[str, ...] = ("BankID", "Buypass", "Commfides", "MinID")
    deadline_s: float = 5


class Helseid:
    """Implements `web.doors.StaffDoor`."""

    def __init__(self, settings: HelseidSettings, *, http: httpx.AsyncClient, clock: Clock, new_secret: Callable[[], str]) -> None:
        """http: our way to the provider. new_secret: at least 256 random bits, 43 characters or more, safe in a URL."""
        self._settings = settings
        self._clock = clock
        self._provider = Provider(settings.issuer, Caller(http, settings.deadline_s))
        self._flow = CodeFlow(
            provider=self._provider,
            client=Client(client_id=settings.client_id, key=settings.key, assertion_typ=ASSERTION_TYP),
            redirect_uri=settings.redirect_uri,
            scope=" ".join((*IDENTITY_SCOPES, settings.scope)),
            new_secret=new_secret,
        )

    async def begin(
        self, *, return_to: str, locale: str, login_hint: str | None = None, workplace: Workplace | None = None
    ) -> Departure | LoginFailed:
        """Prepare a login whose tokens are bound to a key made for this session."""
        parameters = {"ui_locales": locale, **({"login_hint": login_hint} if login_hint else {})}
        if workplace:
            parameters["authorization_details"] = json.dumps([organisation_details(workplace)])
        begun = await self._flow.begin(parameters, return_to=return_to, dpop_key=new_dpop_key(), now=self._clock())
        if isinstance(begun, Refusal):
            return LoginFailed(reason_key=f"login.failed.{begun.reason}", detail=begun.detail)
        return Departure(url=begun.address, pre_login=packed(begun.attempt))

    async def complete(self, answer: Mapping[str, str], pre_login: bytes, *, now: Instant) -> StaffLogin | LevelTooLow | LoginFailed:
        """Judge what the browser brought back, the access token included."""
        attempt = unpacked(pre_login)
        return_to = attempt.return_to if attempt else "/"
        redeemed = await self._flow.complete(answer, attempt, now=now)
        outcome = redeemed if isinstance(redeemed, Refusal) else await self._judged(redeemed, return_to=return_to, now=now)
        if isinstance(outcome, Refusal):
            return LoginFailed(reason_key=f"login.failed.{outcome.reason}", detail=outcome.detail, return_to=return_to)
        return outcome

    async def logout_url(self, *, id_token: str, return_to: str) -> str:
        """Say where to send the browser so that the provider's session ends too."""
        return await logout_address(self._provider, id_token=id_token, return_to=return_to, now=self._clock())

    def front_channel(self, *, iss: str, sid: str) -> str | None:
        """Say which provider session a front-channel logout call ends."""
        return session_to_end(self._settings.issuer, iss=iss, sid=sid)

    async def _judged(self, redeemed: Redeemed, *, return_to: str, now: Instant) -> StaffLogin | LevelTooLow | Refusal:
        token = await self._judged_access_token(redeemed, now)
        if isinstance(token, Refusal):
            return token
        rules = StaffRules(eids=self._settings.eids, return_to=return_to, now=now)
        return judged_staff(redeemed, token.claims, rules)

    async def _judged_access_token(self, redeemed: Redeemed, now: Instant) -> SignedToken | Refusal:
        token = await self._flow.verified_token(redeemed.access_token, now=now)
        if isinstance(token, Refusal):
            return token
        rules = AccessTokenRules(
            issuer=self._settings.issuer, audience=self._settings.audience, scopes=frozenset(self._settings.scope.split())
        )
        problem = judge_access_token(token, rules, now=now)
        if problem:
            return problem
        is_ours = redeemed.dpop_key is not None and bound_key(token) == redeemed.dpop_key.thumbprint()
        return token if is_ours else refused("access_token.binding")
