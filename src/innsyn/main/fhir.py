"""The FHIR interface joined to the program: the gate for clients, whoever calls, and what other packages add to it."""

import secrets
from collections.abc import Sequence

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from litestar.types import ControllerRouterHandler

from innsyn.edge.fhir_api.mount import fhir_routes
from innsyn.edge.fhir_api.ports import Additions, Callers
from innsyn.edge.fhir_api.settings import ApiSettings
from innsyn.fhir.profiles import Requirements, read_requirements
from innsyn.gate.gate import Gate
from innsyn.gate.keys import Keys
from innsyn.kernel.clock import Clock
from innsyn.kernel.outcome import Problem
from innsyn.main.settings import SettingProblem, Settings

_NOTHING = Additions()
_SECRET_BYTES = 32


def fhir(
    settings: Settings, gate: Gate, callers: Callers, clock: Clock, *, secret: bytes, additions: Additions = _NOTHING
) -> Sequence[ControllerRouterHandler]:
    """Build the routes below /fhir. secret: from `cursor_secret`. additions: operations and types of other packages."""
    told = ApiSettings(
        base=f"{settings.base_url}/fhir",
        token_url=f"{settings.base_url}/oauth/token",
        cors_origins=settings.fhir_origins,
        requirements=requirements(settings),
    )
    return fhir_routes(gate.clients, callers, clock, told, secret=secret, random_bits=secrets.randbits, additions=additions)


def requirements(settings: Settings) -> Requirements:
    """Say which profiles are required of which types. Raises SettingProblem for one that is not held here."""
    read = read_requirements(settings.required_profiles)
    if isinstance(read, Problem):
        raise SettingProblem(f"INNSYN_REQUIRED_PROFILES: {read.text}")
    return read


def cursor_secret(keys: Keys) -> bytes:
    """Derive what seals the cursors of searches: the same in every process, and after every start."""
    derive = HKDF(algorithm=SHA256(), length=_SECRET_BYTES, salt=None, info=b"innsyn fhir cursors")
    return derive.derive(keys.signing.private_bytes_raw())
