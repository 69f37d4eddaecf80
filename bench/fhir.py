"""Load, changes, reads and twelve searches against any FHIR R4 server, and the same answers from a bare server in the same run.

`./innsyn bench fhir [--base URL] [--token TOKEN | --token-command 'COMMAND'] [--synthea FOLDER] [--seconds 3] [--json]`. Without --base a
demo is started for it in a temporary folder. Compare ratios and percentiles within one run: another machine has other rates.
"""

import asyncio
import bz2
import json
import os
import shlex
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg
from fhir_bare import TABLE
from fhir_load import FHIR
from fhir_searches import searches
from program import options, show

from innsyn.main.embedded import embedded
from innsyn.main.serving import free_port

HERE = Path(__file__).parent
CLIENTS = (1, 16)
READS = 400
TOKEN_LASTS_S = 180
COMMAND = [sys.executable, "-m", "innsyn.main.commands"]
CLIENT = "sandbox-bearer"
"""The sandbox's ready-made client that may use a plain Bearer token, as any FHIR client can send it."""


class Server:
    """The server that is measured."""

    def __init__(self, base: str, token_command: tuple[str, ...] = (), token: str = "") -> None:
        """base: its FHIR address. token_command: words of a command that prints a token, asked again before one is old."""
        self.base, self._command, self._token = base, token_command, token
        self._old_at = 0.0

    def headers(self) -> dict[str, str]:
        """Give what every request carries."""
        if self._command and time.monotonic() > self._old_at:
            told = subprocess.run(self._command, capture_output=True, text=True, check=True)  # noqa: S603 - asked for
            self._token, self._old_at = told.stdout.strip(), time.monotonic() + TOKEN_LASTS_S
        return {"Authorization": f"Bearer {self._token}"} if self._token else {}

    def get(self, path: str) -> Mapping[str, Any]:
        """Ask once, outside all measuring."""
        return json.loads(self.bytes(path))

    def bytes(self, path: str) -> bytes:
        """Ask once and give the bytes."""
        request = urllib.request.Request(f"{self.base}/{path}", headers={"Accept": FHIR, **self.headers()})  # noqa: S310 - the base given
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return bytes(answer.read())


def send(server: Server, connections: int, seconds: float | None, **what: Any) -> dict[str, Any]:
    """Let a process of its own send requests. what: `requests` or `crud`, see fhir_load.py."""
    order = {"base": server.base, "headers": server.headers(), "connections": connections, "seconds": seconds, **what}
    words = [sys.executable, str(HERE / "fhir_load.py")]
    done = subprocess.run(words, input=json.dumps(order), stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - our own program
    return json.loads(done.stdout)


def bundles(folder: Path) -> Iterator[tuple[str, int]]:
    """Read transaction bundles, what others refer to first. Gives each bundle's text and how many resources it has."""
    for path in sorted(folder.glob("*.json*")):
        text = bz2.decompress(path.read_bytes()).decode() if path.suffix == ".bz2" else path.read_text(encoding="utf-8")
        yield text, len(json.loads(text)["entry"])


def load(server: Server, folder: Path) -> dict[str, Any]:
    """Post every bundle, one after the other: the directories come before those who refer to them."""
    count = resources = wrong = 0
    seconds = 0.0
    for text, size in bundles(folder):
        told = send(server, 1, None, requests=[{"name": "bundle", "method": "POST", "path": "", "body": text}])
        count, resources, wrong = count + 1, resources + size, wrong + sum(told["wrong"].values())
        seconds += told["seconds"]
    return {"bundles": count, "resources": resources, "refused": wrong, "per_s": round(resources / seconds)}


def reading(server: Server) -> dict[str, list[str]]:
    """List what is read and searched: each name with its addresses."""
    found = server.get(f"Observation?code=http://loinc.org%7C8302-2&_count={READS}")
    reads = [f"Observation/{entry['resource']['id']}" for entry in found.get("entry", ())]
    return {"read by id": reads, **searches(server.get)}


def crud(server: Server) -> dict[str, Any]:
    """Make the resource whose life is measured: a small result of one of the patients."""
    patient = server.get("Patient?_count=1")["entry"][0]["resource"]["id"]
    code = {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]}
    amount = {"value": 72, "unit": "/min", "system": "http://unitsofmeasure.org", "code": "/min"}
    return {"resourceType": "Observation", "status": "final", "code": code, "subject": {"reference": f"Patient/{patient}"},
            "effectiveDateTime": "2026-05-01T10:00:00+02:00", "valueQuantity": amount}  # fmt: skip


async def keep_answers(dsn: str, server: Server, addresses: Iterable[str]) -> None:
    """Put the answers where the bare server finds them."""
    connection = await asyncpg.connect(dsn)
    await connection.execute(TABLE)
    root = urlsplit(server.base).path
    rows = [(f"{root}/{path}", server.bytes(path)) for path in dict.fromkeys(addresses)]
    await connection.executemany("insert into bare_answer values ($1, $2) on conflict do nothing", rows)
    await connection.close()


def compare(server: Server, bare: Server, asked: Mapping[str, list[str]], seconds: float) -> dict[str, Any]:
    """Measure every question at both servers in turn."""
    figures: dict[str, Any] = {}
    for name, addresses in asked.items():
        requests = [{"name": name, "method": "GET", "path": path} for path in addresses]
        for clients in CLIENTS:
            plain, ours = (send(each, clients, seconds, requests=requests) for each in (bare, server))
            figures[f"{name}, {clients} clients"] = {
                **{key: ours[key] for key in ("per_s", "p50_ms", "p95_ms", "p99_ms")},
                "wrong": ours["wrong"],
                "bare_per_s": plain["per_s"],
                "ratio": round(ours["per_s"] / plain["per_s"], 2),
            }
    return figures


@contextmanager
def bare_server(dsn: str, base: str) -> Iterator[Server]:
    """Run the bare server, one worker, below the same path as the measured one."""
    port = free_port(None, 8700)
    words = [sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(port), "--no-log", "fhir_bare:bare"]
    process = subprocess.Popen(words, cwd=HERE, env={**os.environ, "BENCH_DSN": dsn})  # noqa: S603 - our own server
    try:
        _wait_for(port)
        yield Server(f"http://127.0.0.1:{port}{urlsplit(base).path}")
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the bare server did not start")


@contextmanager
def demo(folder: Path) -> Iterator[Server]:
    """Run a demo in the folder and give its FHIR interface, with the way to a token."""
    port = free_port(None, 8800)
    words = [*COMMAND, "demo", "--no-browser", "--port", str(port), "--data", str(folder)]
    log = folder.with_suffix(".log")
    with log.open("w") as errors, subprocess.Popen(words, stdout=subprocess.PIPE, stderr=errors, text=True) as process:  # noqa: S603 - our own
        try:
            assert process.stdout is not None
            address = next(line.split()[1] for line in process.stdout if line.startswith("ready "))
            yield Server(f"{address}/fhir", (*COMMAND, "token", "machine", "--client", CLIENT, "--data", str(folder)))
        finally:
            process.terminate()
            process.wait(timeout=60)


def main() -> int:
    """Run and print."""
    parser = options(__doc__, seconds=3)
    parser.add_argument("--base", help="the server's FHIR address; a demo is started when it is not given")
    parser.add_argument("--token", default="", help="a Bearer token")
    parser.add_argument("--token-command", default="", help="a command that prints a fresh Bearer token")
    parser.add_argument("--synthea", type=Path, help="a folder of transaction bundles to load first")
    chosen = parser.parse_args()
    figures: dict[str, Any] = {"cores": os.cpu_count()}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if chosen.base:
            server = Server(chosen.base.rstrip("/"), tuple(shlex.split(chosen.token_command)), chosen.token)
        else:
            server = stack.enter_context(demo(folder / "demo"))
        if chosen.synthea:
            figures["load"] = load(server, chosen.synthea)
        asked = reading(server)
        dsn = stack.enter_context(embedded(folder / "bare"))
        asyncio.run(keep_answers(dsn, server, (path for paths in asked.values() for path in paths)))
        bare = stack.enter_context(bare_server(dsn, server.base))
        figures |= compare(server, bare, asked, chosen.seconds)
        for clients in CLIENTS:
            figures[f"create, read, update, delete, {clients} clients"] = send(server, clients, chosen.seconds, crud=crud(server))
    return show(figures, chosen)


if __name__ == "__main__":
    sys.exit(main())
