"""Joins what the rules allow with what the scopes grant, and says the no of a token that grants too little."""

from innsyn.gate.clients.client import Client
from innsyn.gate.refused import Refused
from innsyn.kernel.outcome import Verdict
from innsyn.record.condition import AllOf, Condition, Everything, Nothing

OUT_OF_SCOPE = Verdict(False, "gate.rule.scope", "SCOPE-1", "SMART App Launch 2.2.0")

NO_SCOPE = Refused(OUT_OF_SCOPE)
"""The no that is said without looking: the token grants nothing of this kind to anybody."""

NOT_ATTESTED = Refused(Verdict(False, "gate.ground.choose_basis", "AC-3", "docs/spec/access.md#AC-3"))
"""The no to a client that comes for a health worker without her attestation."""


def both(allowed: Condition, granted: Condition) -> Condition:
    """Join two conditions, so that the plainest cases stay one statement's text."""
    if Nothing() in (allowed, granted):
        return Nothing()
    if granted == Everything():
        return allowed
    return granted if allowed == Everything() else AllOf((allowed, granted))


def unfit(client: Client) -> Refused | None:
    """Say why a client can ask nothing at all: a token that speaks for nobody, or for a health worker who has attested nothing."""
    fits = {"system": ("system",), "staff": ("user", "patient"), "citizen": ("user", "patient")}
    if client.context not in fits[client.actor.kind] or (client.context == "patient" and client.patient_id is None):
        return NO_SCOPE
    return NOT_ATTESTED if client.actor.kind == "staff" and client.ground is None else None
