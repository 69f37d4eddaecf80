"""Puts the interface together and gives the route that `main` mounts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import orjson
from litestar import asgi
from litestar.types import ControllerRouterHandler

from innsyn.edge.fhir_api.application import PREFIX, FhirApplication
from innsyn.edge.fhir_api.capability.openapi import openapi
from innsyn.edge.fhir_api.capability.statement import capability_statement
from innsyn.edge.fhir_api.descriptions import Descriptions
from innsyn.edge.fhir_api.ports import Additions, Callers
from innsyn.edge.fhir_api.search import Cursors
from innsyn.edge.fhir_api.service import Service
from innsyn.edge.fhir_api.settings import ApiSettings
from innsyn.gate.delivery.naming import ByChance
from innsyn.kernel.clock import Clock

if TYPE_CHECKING:
    from innsyn.gate.clients.client_gate import ClientGate

RandomBits = Callable[[int], int]
"""Gives a whole number of so many random bits, as `secrets.randbits` does."""

_NOTHING = Additions()


def fhir_routes(
    gate: "ClientGate",
    callers: Callers,
    clock: Clock,
    settings: ApiSettings,
    *,
    secret: bytes,
    random_bits: RandomBits,
    additions: Additions = _NOTHING,
) -> Sequence[ControllerRouterHandler]:
    """Give the route of /fhir.

    gate: for clients. callers: says who calls. secret: 32 bytes that seal the cursors of searches, the same in every process.
    random_bits: for new ids. additions: operations and types of other packages."""
    application = fhir_application(gate, callers, clock, settings, secret=secret, random_bits=random_bits, additions=additions)
    # The scope is shared, so that the technical log learns which template answered.
    return [asgi(PREFIX, is_mount=True, copy_scope=False)(application.__call__)]


def fhir_application(
    gate: "ClientGate",
    callers: Callers,
    clock: Clock,
    settings: ApiSettings,
    *,
    secret: bytes,
    random_bits: RandomBits,
    additions: Additions = _NOTHING,
) -> FhirApplication:
    """Make the application that answers below /fhir."""
    service = Service(gate=gate, naming=ByChance(random_bits), settings=settings, cursors=Cursors(secret), additions=additions)
    descriptions = Descriptions(orjson.dumps(capability_statement(service)), orjson.dumps(openapi(service)))
    return FhirApplication(replace(service, descriptions=descriptions), callers, clock)
