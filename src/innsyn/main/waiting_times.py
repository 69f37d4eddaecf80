"""Waiting times joined to the program: the list that the settings name, the sandbox's, or none."""

import httpx
from litestar.types import ASGIApp

from innsyn.edge.waiting_times import PublishedWaitingTimes
from innsyn.kernel.clock import Clock, norwegian_date
from innsyn.main.settings import Settings
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.waiting_documents import waiting_documents
from innsyn.sandbox.simulators import waiting_times as simulated
from innsyn.sandbox.simulators.below import below
from innsyn.web.waiting_times import WaitingTimes
from innsyn.web.waiting_times.memory import NoWaitingTimes

SIMULATED_WAITING_TIMES = "/sandbox/waiting-times"


def waiting_times(settings: Settings, http: httpx.AsyncClient) -> WaitingTimes:
    """Make the way to the waiting times: the named list, the simulator in the sandbox, otherwise none."""
    if settings.waiting_times_url:
        return PublishedWaitingTimes(settings.waiting_times_url, http)
    return PublishedWaitingTimes(settings.base_url + SIMULATED_WAITING_TIMES, http) if settings.is_sandbox else NoWaitingTimes()


def simulated_waiting_times(nation: Nation, clock: Clock) -> ASGIApp:
    """Make the sandbox's list of the nation, to be mounted."""
    return below(SIMULATED_WAITING_TIMES, simulated.simulator(waiting_documents(nation, norwegian_date(clock()))))
