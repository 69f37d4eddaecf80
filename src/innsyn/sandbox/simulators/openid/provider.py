"""A running simulated provider: its people, clients and keys, and what it remembers."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode, urlsplit

from innsyn.sandbox.simulators.openid.authorization_request import AuthorizationRequest
from innsyn.sandbox.simulators.openid.clients import RegisteredClient
from innsyn.sandbox.simulators.openid.faults import Fault
from innsyn.sandbox.simulators.openid.kind import Eid, Kind
from innsyn.sandbox.simulators.openid.memory import Shelf
from innsyn.sandbox.simulators.openid.people import Employment, SimulatedPerson
from innsyn.sandbox.simulators.openid.signing_keys import SigningKeys


@dataclass(frozen=True, kw_only=True, slots=True)
class Login:
    """Somebody has logged in at the provider. sid: the session, the same at every client until somebody logs out."""

    person: SimulatedPerson
    eid: Eid
    employment: Employment | None
    auth_time: datetime
    sid: str


@dataclass(kw_only=True, slots=True)
class BrowserSession:
    """The provider's own session in one browser. clients: those who were told, to be called at logout."""

    login: Login
    clients: list[RegisteredClient]


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """A login that waits for a choice on the page. browser: the cookie of the one who began it."""

    request: AuthorizationRequest
    browser: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Grant:
    """What an authorization code stands for."""

    request: AuthorizationRequest
    login: Login


@dataclass(kw_only=True)
class Provider:
    """Everything the handlers need. people and faults are read at each request, so the caller may let them grow or change."""

    kind: Kind
    issuer: str
    people: Sequence[SimulatedPerson]
    clients: Mapping[str, RegisteredClient]
    keys: SigningKeys
    clock: Callable[[], datetime]
    new_secret: Callable[[], str]
    faults: Collection[Fault]
    spent: Shelf[bool] = field(default_factory=lambda: Shelf(lifetime_s=600, most=100_000))
    pushed: Shelf[AuthorizationRequest] = field(default_factory=lambda: Shelf(lifetime_s=60))
    attempts: Shelf[Attempt] = field(default_factory=lambda: Shelf(lifetime_s=1800))
    codes: Shelf[Grant] = field(default_factory=lambda: Shelf(lifetime_s=60))
    sessions: Shelf[BrowserSession] = field(default_factory=lambda: Shelf(lifetime_s=3600))

    @property
    def prefix(self) -> str:
        """The path of the issuer: where the simulator is mounted, or nothing."""
        return urlsplit(self.issuer).path.rstrip("/")

    def address(self, path: str) -> str:
        """The absolute address of an endpoint."""
        return self.issuer + path

    def shown_people(self) -> list[SimulatedPerson]:
        """Those who can log in here."""
        return [person for person in self.people if self.kind.shows(person)]


def with_query(address: str, **parameters: str) -> str:
    """Add parameters to an address, leaving out the empty ones."""
    given = {key: value for key, value in parameters.items() if value}
    return f"{address}{'&' if '?' in address else '?'}{urlencode(given)}" if given else address
