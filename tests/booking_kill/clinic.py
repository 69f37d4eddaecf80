"""The clinic's own system in a process of its own, until it is killed: `clinic.py ADDRESS FOLDER`.

It is the sandbox's simulator, beyond a wire that may be cut. Before it sends a yes it notes that it does: whoever is shown `booked` before
that was shown something false.
"""

import asyncio
import sys
from pathlib import Path
from uuid import uuid4

import httpx
from tests.booking_kill.jumping import JumpingClock
from tests.booking_kill.notes import Notes

from innsyn.gate.standing.appointments import identifier_of, slot_of
from innsyn.main.keeping import small_client_key
from innsyn.main.sandbox_clients import CLINIC_SCOPES, CLINICS
from innsyn.main.settings import read_settings
from innsyn.sandbox.simulators.clinic_system import Account, Behaviour, ClinicSystem, Interface, Office, Tokens

OFFICE = "storvika-legesenter"
NOBODY = "http://127.0.0.1:9/knock"
LOOKS_EVERY_S, WOKEN_EVERY_S, LAGS_S = 0.1, 0.5, 0.3


class NotedInterface(Interface):
    """Notes each yes before it goes out."""

    def __init__(self, http, base, tokens, notes, *, faults):
        super().__init__(http, base, tokens, faults=faults)
        self._notes = notes

    async def replace(self, resources):
        for each in resources:
            if each["resourceType"] == "Appointment" and each["status"] == "booked":
                self._notes.note("says", identifier=identifier_of(each), slot=slot_of(each))
        return await super().replace(resources)


async def main(base, folder):
    """Run."""
    settings = read_settings({"INNSYN_DATA": str(folder / "data"), "INNSYN_BASE_URL": base, "INNSYN_SANDBOX": "on"})
    account = Account(CLINICS[OFFICE], small_client_key(settings, CLINICS[OFFICE]), CLINIC_SCOPES)
    notes, clock = Notes(folder / f"clinic-{uuid4().hex}.jsonl"), JumpingClock(folder / "server-jumps", "beyond", lags_s=LAGS_S)
    async with httpx.AsyncClient(trust_env=False, timeout=5) as http:
        own = folder / "clinic"
        ways = Behaviour(own / "behaviour")

        def interface():
            tokens = Tokens(http, f"{base}/fhir", account, clock=clock, new_id=lambda: uuid4().hex)
            return NotedInterface(http, f"{base}/fhir", tokens, notes, faults=ways)

        system = ClinicSystem(Office(OFFICE, "", {}), interface, NOBODY, own, clock=clock, faults=ways, every_s=LOOKS_EVERY_S)
        running = asyncio.create_task(system.run())
        while not running.done():  # One that waits for a platform that was away is woken, as a knock would.
            await asyncio.sleep(WOKEN_EVERY_S)
            system.wake()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
