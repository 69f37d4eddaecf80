"""The contact and reservation register in the sandbox, with the real interface's shape.

Source: docs.digdir.no, Kontaktregisteret, Oppslagstjenesten REST v2 and attributes.
"""

from innsyn.sandbox.simulators.contact_register.faults import Fault as Fault
from innsyn.sandbox.simulators.contact_register.registered import Registered as Registered
from innsyn.sandbox.simulators.contact_register.service import simulator as simulator
