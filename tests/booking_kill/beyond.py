"""What stands beside the bookers: a server of ours, wires to it and the database, and the clinic's own system in a process of its own."""

import subprocess
import sys

from tests.booking_kill.clinic import OFFICE
from tests.booking_kill.jumping import set_anew
from tests.booking_kill.wire import to_database, to_server
from tests.contracts.endurance.processes import children_of, end_all
from tests.contracts.endurance.server import CHECKOUT, Server


class WiredServer(Server):
    """A server whose own office's system is away: ours comes from outside, over a wire, as the database is reached over one.

    Its clock is set anew as often as `jumps` has bytes."""

    def __init__(self, folder, dsn):
        super().__init__(folder / "data")
        self.dsn, self.wire, self.jumps = dsn, to_server(self.port), folder / "server-jumps"
        behaviour = self.folder / "sandbox" / "clinic-system" / OFFICE / "behaviour"
        behaviour.mkdir(parents=True, exist_ok=True)
        (behaviour / "away").touch()

    def environment(self):
        """It is known by its address at the wire's near end."""
        return {**super().environment(), "INNSYN_DATABASE_URL": self.dsn, "INNSYN_BASE_URL": self.known_as}

    def words(self):
        """Run it by its own clock."""
        return [sys.executable, "-m", "tests.booking_kill.jumping", str(self.jumps), "serve", "--port", str(self.port)]

    @property
    def known_as(self):
        return f"http://127.0.0.1:{self.wire.port}"

    def dies(self):
        """End it with every process of its own."""
        end_all(self.process.pid, *children_of(self.process.pid))
        self.process.wait()


class Beyond:
    """The server, the clinic's system, and the wires. All of it can die, and is started again by `stand`."""

    def __init__(self, dsn, folder):
        self.folder = folder
        self.to_database, self.dsn = to_database(dsn, folder)
        self.server, self.clinic = WiredServer(folder, self.dsn), None
        self.deaths = {"server": 0, "clinic": 0}

    def stand(self):
        """Start whatever has died."""
        if self.server.process is None or self.server.process.poll() is not None:
            self.server.start()
        if self.clinic is None or self.clinic.poll() is not None:
            words = [sys.executable, "-m", "tests.booking_kill.clinic", self.server.known_as, str(self.folder)]
            self.clinic = subprocess.Popen(words, cwd=CHECKOUT, stderr=subprocess.DEVNULL)

    def kill_server(self):
        """Kill the server."""
        self.deaths["server"] += 1
        self.server.dies()

    def kill_clinic(self):
        """Kill the clinic's system, which starts with its files alone."""
        self.deaths["clinic"] += 1
        self.clinic.kill()
        self.clinic.wait()

    def rests(self):
        """Kill the server and the clinic's system for good: nobody writes any more."""
        self.kill_clinic()
        self.kill_server()

    def set_clock(self):
        """Set the clock by which the server decides, forth or back; the clinic's system follows."""
        set_anew(self.server.jumps)

    def cut(self):
        """End every connection to the database and to the server."""
        self.to_database.cut()
        self.server.wire.cut()

    def end(self):
        """Stop all of it."""
        if self.clinic is not None:
            self.kill_clinic()
        if self.server.process is not None and self.server.process.poll() is None:
            self.server.dies()
        self.server.wire.close()
        self.to_database.close()
