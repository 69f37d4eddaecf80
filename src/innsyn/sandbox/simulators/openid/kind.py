"""What tells one simulated provider from another: addresses, eIDs, demands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from innsyn.sandbox.simulators.openid.authorization_request import AuthorizationRequest
from innsyn.sandbox.simulators.openid.client_authentication import AssertionRules, AuthenticatedClient
from innsyn.sandbox.simulators.openid.people import SimulatedPerson


@dataclass(frozen=True, kw_only=True, slots=True)
class Eid:
    """An electronic identity offered on the page.

    key: in forms and after the colon in `login_hint`. amr: as the token states it. is_high: level high, else substantial."""

    key: str
    amr: str
    is_high: bool


EIDS = (
    Eid(key="bankid", amr="BankID", is_high=True),
    Eid(key="buypass", amr="Buypass", is_high=True),
    Eid(key="commfides", amr="Commfides", is_high=True),
    Eid(key="minid", amr="MinID", is_high=False),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Paths:
    """Where the endpoints lie below the issuer, each beginning with a slash."""

    jwks: str
    pushed: str
    authorize: str
    token: str
    end_session: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One kind of provider.

    name: `idporten` or `helseid`; names the cookie, the texts and the look. pushed_only: PAR is the only way in.
    shows: who is on the page. asks_for_workplace: a login needs one organisation. extra: further discovery members.
    opened: turns a push into plain parameters (request object). check: refuses a request beyond what OAuth itself says.
    organisation_in: the organisation number a request is for, or empty when the person may choose."""

    name: str
    paths: Paths
    assertion: AssertionRules
    pushed_only: bool
    asks_for_workplace: bool
    shows: Callable[[SimulatedPerson], bool]
    extra: Mapping[str, Any]
    opened: Callable[[Mapping[str, str], AuthenticatedClient], Mapping[str, str]]
    check: Callable[[AuthorizationRequest], None]
    organisation_in: Callable[[AuthorizationRequest], str]


def eid_with_key(key: str) -> Eid | None:
    """Find an eID by its key."""
    return next((eid for eid in EIDS if eid.key == key), None)
