"""Who calls the FHIR interface: an organisation's system by itself, or for a health worker, or for a citizen.

Source: SMART App Launch 2.2.0 (system, user and patient scopes); Tillitsrammeverk data model 1.1 for a health worker's ground.
"""

from dataclasses import dataclass

from innsyn.gate.scopes import Context, Interaction, Scopes
from innsyn.gate.visit import Actor, Ground
from innsyn.record.condition import Condition


@dataclass(frozen=True, slots=True)
class Client:
    """One caller, as its token says.

    actor: a system for context `system`, else the health worker or citizen it calls for. scopes: what the token grants.
    context: only scopes of this context count. patient_id: id of the Patient a token is bound to; needed for context `patient`.
    ground: what a health worker has attested; needed for context `user` with a health worker. client_id: as it is registered."""

    actor: Actor
    scopes: Scopes
    context: Context = "system"
    patient_id: str | None = None
    ground: Ground | None = None
    client_id: str = ""

    @property
    def granted(self) -> Scopes:
        """Give the scopes that count."""
        return self.scopes.within(self.context)

    def may(self, interaction: Interaction, type_: str | None) -> bool:
        """Say whether the token grants something of a type; which resources, `condition` and the rules say. type_: None for all."""
        return self.granted.may(interaction, type_)

    def condition(self, interaction: Interaction, type_: str | None) -> Condition:
        """Say which resources of a type the token grants. type_: None says it of all types at once."""
        return self.granted.condition(interaction, type_)
