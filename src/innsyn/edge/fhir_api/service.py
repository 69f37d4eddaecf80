"""Everything the interactions need: the gate for clients, settings, and what other packages added."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from innsyn.edge.fhir_api.descriptions import Descriptions
from innsyn.edge.fhir_api.ports import Additions, KeptType, Operation, VirtualType
from innsyn.edge.fhir_api.search import Cursors
from innsyn.edge.fhir_api.settings import ApiSettings
from innsyn.gate.delivery.naming import Naming

if TYPE_CHECKING:
    from innsyn.gate.clients.client_gate import ClientGate

_UNTOLD = Descriptions(b"", b"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What interactions are handed. gate: for clients. naming: gives ids to what is created.
    cursors: of searches. The rest is sorted out of
    `additions`. descriptions: what the server says of itself."""

    gate: "ClientGate"
    naming: Naming
    settings: ApiSettings
    cursors: Cursors
    additions: Additions = field(default_factory=Additions)
    virtual_types: Mapping[str, VirtualType] = field(init=False)
    kept_types: Mapping[str, KeptType] = field(init=False)
    operations: Mapping[str, Operation] = field(init=False)
    descriptions: Descriptions = field(default=_UNTOLD, repr=False)

    def __post_init__(self) -> None:
        """Sort the additions by name, once. Kept types are read and searched as virtual ones are."""
        kept = {each.type: each for each in self.additions.kept_types}
        object.__setattr__(self, "kept_types", kept)
        object.__setattr__(self, "virtual_types", {each.type: each for each in self.additions.virtual_types} | kept)
        object.__setattr__(self, "operations", {each.name: each for each in self.additions.operations})
