"""Building the simulator of HelseID's kind."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from litestar import get, post
from litestar.types import ASGIApp

from innsyn.sandbox.simulators.helseid import userinfo
from innsyn.sandbox.simulators.helseid.details import ATTESTATION, ORGANISATION, check_details, organisation_in
from innsyn.sandbox.simulators.helseid.request_object import opened
from innsyn.sandbox.simulators.helseid.running_helseid import Helseid
from innsyn.sandbox.simulators.helseid.token_endpoint import token
from innsyn.sandbox.simulators.openid.application import running
from innsyn.sandbox.simulators.openid.client_authentication import ALGORITHMS, AssertionRules
from innsyn.sandbox.simulators.openid.clients import RegisteredClient
from innsyn.sandbox.simulators.openid.faults import Fault
from innsyn.sandbox.simulators.openid.kind import Kind, Paths
from innsyn.sandbox.simulators.openid.people import SimulatedPerson
from innsyn.sandbox.simulators.openid.signing_keys import keys_in

PATHS = Paths(
    jwks="/.well-known/openid-configuration/jwks",
    pushed="/connect/par",
    authorize="/connect/authorize",
    token="/connect/token",  # noqa: S106
    end_session="/connect/endsession",
)


def simulator(
    issuer: str,
    people: Sequence[SimulatedPerson],
    clients: Sequence[RegisteredClient],
    *,
    keys_folder: Path,
    clock: Callable[[], datetime],
    new_secret: Callable[[], str],
    faults: Collection[Fault] = (),
    slow_s: float = 30,
    requires_nonce: bool = False,
) -> ASGIApp:
    """Build a provider of HelseID's kind. Only people with an employment are shown.

    requires_nonce: the token endpoint demands a DPoP nonce. The rest is as for the simulator of ID-porten's kind."""
    provider = Helseid(
        kind=_kind(issuer),
        issuer=issuer,
        people=people,
        clients={client.client_id: client for client in clients},
        keys=keys_in(keys_folder),
        clock=clock,
        new_secret=new_secret,
        faults=faults,
        requires_nonce=requires_nonce,
    )
    return running(provider, [post(PATHS.token)(token), get(userinfo.PATH)(userinfo.userinfo)], slow_s=slow_s)


def _kind(issuer: str) -> Kind:
    return Kind(
        name="helseid",
        paths=PATHS,
        assertion=AssertionRules(types=("client-authentication+jwt",), audiences=(issuer,), longest_s=60),
        pushed_only=True,
        asks_for_workplace=True,
        shows=lambda person: bool(person.employments),
        extra={
            "userinfo_endpoint": userinfo.PATH,
            "grant_types_supported": ["authorization_code", "client_credentials"],
            "dpop_signing_alg_values_supported": list(ALGORITHMS),
            "authorization_details_types_supported": [ORGANISATION, ATTESTATION],
            "request_parameter_supported": True,
        },
        opened=partial(opened, issuer=issuer),
        check=lambda wanted: check_details(wanted.details),
        organisation_in=lambda wanted: organisation_in(wanted.details),
    )
