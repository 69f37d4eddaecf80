"""The real server process on a data folder of its own, started and killed again and again."""

import os
import subprocess
import sys
import time
from pathlib import Path

import httpx

from innsyn.main.serving import free_port

CHECKOUT = Path(__file__).parents[3]
READY_WITHIN_S = 120


class Server:
    """`innsyn serve` with the sandbox on. technical: where its standard error goes, over all its lives.

    Its port is its own also while it is dead: the next test process looks for one twenty further on."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.technical = folder, folder.parent / "technical.log"
        self.port = free_port(None, 11_000 + os.getpid() % 100 * 20)
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def environment(self) -> dict[str, str]:
        """What the command is told."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("INNSYN_", "COVERAGE_"))}
        return {**kept, "INNSYN_DATA": str(self.folder), "INNSYN_SANDBOX": "on", "INNSYN_BASE_URL": self.address}

    def words(self) -> list[str]:
        """The command."""
        return [sys.executable, "-m", "innsyn.main.commands", "serve", "--port", str(self.port)]

    def start(self) -> None:
        """Start it; it needs a moment until it answers."""
        with self.technical.open("ab") as log:
            self.process = subprocess.Popen(
                self.words(), cwd=CHECKOUT, env=self.environment(), stdout=subprocess.DEVNULL, stderr=log, start_new_session=True
            )

    def wait_until_ready(self, within_s: float = READY_WITHIN_S) -> float:
        """Wait until it answers. Returns how long that took; raises AssertionError when it does not."""
        begun = time.monotonic()
        while time.monotonic() - begun < within_s:
            try:
                if httpx.get(f"{self.address}/health/ready", timeout=2).status_code == 200:
                    return time.monotonic() - begun
            except httpx.HTTPError:
                pass
            assert self.process is not None
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended by itself: {self.technical.read_text()[-1500:]}")
            time.sleep(0.05)
        raise AssertionError(f"not ready within {within_s} s: {self.technical.read_text()[-1500:]}")

    def stop(self) -> int:
        """Stop it as Ctrl-C does. Returns its exit status."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(timeout=READY_WITHIN_S)

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run another command on the same data folder."""
        command = [sys.executable, "-m", "innsyn.main.commands", *words]
        return subprocess.run(command, cwd=CHECKOUT, env=self.environment(), capture_output=True, text=True, check=False, timeout=300)
