"""Health contacts: offices, doctors and units that a citizen can reach, and what each of them takes from her now.

Several slices ask (who can be written to, who can be booked), so the port is here. Source: docs/adr/0028-address-register.md."""

from innsyn.web.health_contacts.contact import Contact as Contact
from innsyn.web.health_contacts.contact import Found as Found
from innsyn.web.health_contacts.contact import NoSuchContact as NoSuchContact
from innsyn.web.health_contacts.contact import RegisterSilent as RegisterSilent
from innsyn.web.health_contacts.processes import Process as Process
from innsyn.web.health_contacts.register import HealthContacts as HealthContacts
from innsyn.web.health_contacts.services import Service as Service
from innsyn.web.health_contacts.switches import NotSwitchable as NotSwitchable
from innsyn.web.health_contacts.switches import ServiceSwitches as ServiceSwitches
from innsyn.web.health_contacts.switches import Switched as Switched
