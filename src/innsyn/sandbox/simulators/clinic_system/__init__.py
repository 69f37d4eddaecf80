"""A doctor's office with a journal system of its own: a machine client that receives messages and answers them over FHIR.

It knows the platform by its documentation alone. Source: docs/integrators.md; docs/adr/0029-dialogue.md, 0021-subscriptions.md."""

from innsyn.sandbox.simulators.clinic_system.application import KNOCK as KNOCK
from innsyn.sandbox.simulators.clinic_system.application import simulator as simulator
from innsyn.sandbox.simulators.clinic_system.bookings import Calendar as Calendar
from innsyn.sandbox.simulators.clinic_system.faults import Behaviour as Behaviour
from innsyn.sandbox.simulators.clinic_system.faults import Fault as Fault
from innsyn.sandbox.simulators.clinic_system.interface import Interface as Interface
from innsyn.sandbox.simulators.clinic_system.system import ClinicSystem as ClinicSystem
from innsyn.sandbox.simulators.clinic_system.system import Office as Office
from innsyn.sandbox.simulators.clinic_system.threads import Thread as Thread
from innsyn.sandbox.simulators.clinic_system.tokens import Account as Account
from innsyn.sandbox.simulators.clinic_system.tokens import Tokens as Tokens
