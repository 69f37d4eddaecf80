"""Machine clients: who calls the FHIR interface, and what they may see and write through the same gate as everybody."""

from innsyn.gate.clients.client import Client
from innsyn.gate.clients.client_gate import ClientGate

__all__ = ["Client", "ClientGate"]
