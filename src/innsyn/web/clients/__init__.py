"""Machine clients: systems that use the standard interfaces on behalf of an organisation, and what is remembered of their tokens."""

from innsyn.web.clients.client import By as By
from innsyn.web.clients.client import ClientEvent as ClientEvent
from innsyn.web.clients.client import RegisteredClient as RegisteredClient
from innsyn.web.clients.store import Clients as Clients
from innsyn.web.clients.store import ClientsUnavailable as ClientsUnavailable
