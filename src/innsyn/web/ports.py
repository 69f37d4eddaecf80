"""What pages may ask and tell beside the gate: one value, given at start, each part a port with several implementations."""

from dataclasses import dataclass

from innsyn.web.calendar_feeds import CalendarFeeds
from innsyn.web.clients import Clients
from innsyn.web.health_contacts import HealthContacts, ServiceSwitches
from innsyn.web.messaging import Messaging
from innsyn.web.notices import Notices
from innsyn.web.notices.reach import Reach
from innsyn.web.preferences import Preferences
from innsyn.web.waiting_times import WaitingTimes


@dataclass(frozen=True, kw_only=True, slots=True)
class Ports:
    """All of them.

    preferences: of each reader. notices, reach: telling people that something waits, and where. health_contacts, service_switches: whom
    a citizen can reach, and what each takes. messaging: what conversations need. calendar_feeds: private addresses. clients: systems.
    waiting_times: how long treatments may take."""

    preferences: Preferences
    notices: Notices
    reach: Reach
    health_contacts: HealthContacts
    service_switches: ServiceSwitches
    messaging: Messaging
    calendar_feeds: CalendarFeeds
    clients: Clients
    waiting_times: WaitingTimes
