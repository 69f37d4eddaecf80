"""A simulated address register of Adresseregisteret's kind, with the register of collaboration profiles (CPP) beside it.

Source: Norsk helsenett, CommunicationPartyExport and CommunicationPartyEvents (grunndata), CPPA; OASIS ebXML CPP/CPA 2.0."""

from innsyn.sandbox.simulators.address_register.application import simulator as simulator
from innsyn.sandbox.simulators.address_register.certificates import Certificates as Certificates
from innsyn.sandbox.simulators.address_register.faults import Fault as Fault
from innsyn.sandbox.simulators.address_register.register import Register as Register
