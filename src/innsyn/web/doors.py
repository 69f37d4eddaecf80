"""The two doors as the web layer sees them: a citizen's login and a health worker's, without a word about how they are done.

`edge.idporten` and `edge.helseid` implement the protocols; `main` joins them. No framework, no network and no token format here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import PersonNumber


@dataclass(frozen=True, kw_only=True, slots=True)
class Departure:
    """The browser is to be sent to the provider.

    url: absolute address for a 303. pre_login: secret JSON to keep on the server under the browser's pre-login cookie, never
    in the cookie itself. It is good for one return: delete it before `complete` is called."""

    url: str
    pre_login: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class CitizenLogin:
    """A citizen has logged in at a level that is high enough.

    eid: lower-case name from the settings (`bankid`, `buypass`, `commfides`). level: the provider's `acr`, unchanged.
    sid: the provider's session, ended by `front_channel`. id_token: kept on the server, only for `logout_url`.
    locale: `nb`, `nn`, `en`, `se` or empty. return_to: local path asked for at `begin`."""

    person_number: PersonNumber
    eid: str
    level: str
    sid: str = field(repr=False)
    auth_time: Instant
    id_token: str = field(repr=False)
    locale: str
    return_to: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Workplace:
    """The organisation a health worker acts for in this session.

    legal_entity: organisation number of the main unit. point_of_care: of the sub-unit, the same when there is none."""

    legal_entity: str
    point_of_care: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BoundToken:
    """An access token and the private key it is bound to: for calling interfaces in the health worker's name.

    Both are secrets of the session and stay on the server. dpop_key: private JWK as JSON. source: RFC 9449."""

    access_token: str = field(repr=False)
    dpop_key: bytes = field(repr=False)
    expires_at: Instant


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffLogin:
    """A health worker, or somebody else who works there, has logged in at level 4 for a chosen organisation.

    name: as the provider states it. hpr_number: digits, empty for those the register of authorised personnel does not have.
    workplace: the only organisation this session may act for.
    security_level: always "4". sid, id_token, locale, return_to: as for `CitizenLogin`."""

    person_number: PersonNumber
    hpr_number: str
    name: str = field(repr=False)
    workplace: Workplace
    security_level: str
    eid: str
    sid: str = field(repr=False)
    auth_time: Instant
    id_token: str = field(repr=False)
    token: BoundToken
    locale: str
    return_to: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelTooLow:
    """The login was genuine but weaker than a health record asks for: show the way on, open no session.

    eid: what was used (`minid`), or empty when the provider does not say. id_token: so that the provider's session can be
    ended before the next attempt, which would otherwise answer with the same weak login. return_to: where it was headed."""

    eid: str
    id_token: str = field(repr=False)
    return_to: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LoginFailed:
    """Nobody is logged in.

    reason_key: text key for the reader, one of `REASON_KEYS`. detail: for the technical log, never anything about a person.
    return_to: local path, for the "try again" link."""

    reason_key: str
    detail: str
    return_to: str = "/"


REASON_KEYS = (
    "login.failed.provider_down",  # did not answer, or not in time
    "login.failed.cancelled",  # the person turned back at the provider
    "login.failed.stale",  # the attempt is too old, was already used, or belongs to another browser
    "login.failed.refused",  # the provider said no, or its answer did not hold
    "login.failed.eid",  # a genuine login with an eID that is not on our list
    "login.failed.no_hpr",  # an HPR number that is none
    "login.failed.no_workplace",  # personnel without a chosen organisation
)


class CitizenDoor(Protocol):
    """Login of citizens, at an OpenID provider of ID-porten's kind."""

    async def begin(self, *, return_to: str, locale: str, login_hint: str | None = None) -> Departure | LoginFailed:
        """Prepare a login.

        return_to: local path, `/` when it is anything else. locale: `nb`, `nn`, `en` or `se`.
        login_hint: a short key of the recurring cast, understood by the simulator only; never a number."""
        ...

    async def complete(self, answer: Mapping[str, str], pre_login: bytes, *, now: Instant) -> CitizenLogin | LevelTooLow | LoginFailed:
        """Judge what the browser brought back.

        answer: query parameters of the callback. pre_login: what `begin` gave this very browser."""
        ...

    async def logout_url(self, *, id_token: str, return_to: str) -> str:
        """Say where to send the browser so that the provider's session ends too.

        return_to: absolute address registered at the provider, also the answer when the provider is down. Its query gets lost on the
        way through the provider, where addresses are compared letter by letter."""
        ...

    def front_channel(self, *, iss: str, sid: str) -> str | None:
        """Say which provider session a front-channel logout call ends: the `sid`, or None when the call is not from our provider."""
        ...


class StaffDoor(Protocol):
    """Login of personnel, at an OpenID provider of HelseID's kind."""

    async def begin(
        self, *, return_to: str, locale: str, login_hint: str | None = None, workplace: Workplace | None = None
    ) -> Departure | LoginFailed:
        """Prepare a login. As for citizens; workplace: the organisation to act for, else the provider asks when there are several."""
        ...

    async def complete(self, answer: Mapping[str, str], pre_login: bytes, *, now: Instant) -> StaffLogin | LevelTooLow | LoginFailed:
        """Judge what the browser brought back. As for citizens."""
        ...

    async def logout_url(self, *, id_token: str, return_to: str) -> str:
        """Say where to send the browser so that the provider's session ends too. As for citizens."""
        ...

    def front_channel(self, *, iss: str, sid: str) -> str | None:
        """Say which provider session a front-channel logout call ends. As for citizens."""
        ...
