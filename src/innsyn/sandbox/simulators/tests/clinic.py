"""A clinic's system on files of its own, which can die and be started again, in front of a platform made by hand."""

from itertools import count
from pathlib import Path

import httpx
from joserfc.jwk import ECKey

from innsyn.kernel.clock import SteppingClock, instant
from innsyn.sandbox.simulators.clinic_system import Account, Behaviour, Calendar, ClinicSystem, Fault, Interface, Office, Tokens
from innsyn.sandbox.simulators.tests.clinic_platform import BASE, Platform

KEY = ECKey.generate_key("P-256", auto_kid=True)
KNOCK = "https://clinic.example/knock"
DOCTOR = Calendar(99, "Harald Fossum", "Legetime", "Storvika")


class Clinic:
    """The system. clock: moves when told."""

    def __init__(self, folder: Path, platform: Platform, *calendars: Calendar) -> None:
        """calendars: whose times it offers."""
        self.folder, self.platform, self.calendars = folder, platform, calendars
        self.clock, self.behaviour = SteppingClock(instant("2026-11-29T12:00:00+00:00")), Behaviour(folder / "behaviour")
        self.words = count()
        self.restart()

    def restart(self) -> None:
        """Begin anew: memory is lost, files stay."""
        http = httpx.AsyncClient(transport=httpx.MockTransport(self.platform))
        account = Account("clinic", KEY, "system/Task.rus")

        def interface() -> Interface:
            tokens = Tokens(http, BASE, account, clock=self.clock, new_id=lambda: f"id-{next(self.words)}")
            return Interface(http, BASE, tokens, faults=self.behaviour)

        office = Office("storvika", "Storvika", {"10": "Per Rønning"}, self.calendars)
        self.system = ClinicSystem(office, interface, KNOCK, self.folder, clock=self.clock, faults=self.behaviour, slow_s=0.01)

    def with_faults(self, *faults: Fault) -> "Clinic":
        """Set faults."""
        for fault in faults:
            self.behaviour.switch(fault, is_on=True)
        return self
