"""The address register (Adresseregisteret, AR) and the register of profiles (CPPA): whom a citizen can reach, and what each takes.

Source: Norsk helsenett; docs/adr/0028-address-register.md."""

from innsyn.edge.address_register.adresseregisteret import Adresseregisteret as Adresseregisteret
from innsyn.edge.address_register.calls import Caller as Caller
from innsyn.edge.address_register.calls import Credentials as Credentials
from innsyn.edge.address_register.switching import RegisterSwitches as RegisterSwitches
