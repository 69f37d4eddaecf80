"""A running simulated register: its content, its clients, the keys that sign its tokens, and the faults it is told to have."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from innsyn.sandbox.simulators.openid.clients import RegisteredClient
from innsyn.sandbox.simulators.openid.memory import Shelf
from innsyn.sandbox.simulators.openid.signing_keys import SigningKeys
from innsyn.sandbox.simulators.openid.wire import WireRequest
from innsyn.sandbox.simulators.population_register.faults import Fault
from innsyn.sandbox.simulators.population_register.register import Register

MASKINPORTEN = "/maskinporten"
API = "/folkeregisteret/offentlig-med-hjemmel/api"
SCOPE = "folkeregister:deling/offentligmedhjemmel"


@dataclass(kw_only=True)
class RunningRegister:
    """Everything the handlers need. base: the address it is mounted at, without a trailing slash. spent: grants that have been used."""

    base: str
    register: Register
    clients: Mapping[str, RegisteredClient]
    keys: SigningKeys
    clock: Callable[[], datetime]
    new_secret: Callable[[], str]
    faults: Collection[Fault]
    spent: Shelf[bool] = field(default_factory=lambda: Shelf(lifetime_s=600, most=100_000))

    @property
    def issuer(self) -> str:
        """Who signs the tokens, ended by a slash as Maskinporten's is."""
        return f"{self.base}{MASKINPORTEN}/"

    @property
    def prefix(self) -> str:
        """The path it is mounted at, or nothing."""
        return urlsplit(self.base).path


def running(request: WireRequest) -> RunningRegister:
    """Find the register the request came to."""
    found = request.app.state.running
    assert isinstance(found, RunningRegister)  # noqa: S101  # for the type checker: `simulator` put it there
    return found
