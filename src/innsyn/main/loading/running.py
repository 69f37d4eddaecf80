"""One load against an opened database: the crew at work, the log sealed meanwhile, the ledger kept, a wish to stop minded."""

import asyncio
import signal
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from innsyn.edge.loading.keys import Keys
from innsyn.edge.loading.ledger import Ledger
from innsyn.edge.loading.load import Crew, Load, Progress
from innsyn.edge.loading.report import Report
from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.gate.values import SHARED
from innsyn.kernel.clock import system_clock
from innsyn.main.keeping import blob_place
from innsyn.main.loading.duty import Duty
from innsyn.main.sealing import sealing
from innsyn.main.world import LEDGER
from innsyn.record.record import Record


async def run(duty: Duty, crew: Crew, files: Sequence[Path], *, taken_keys: Collection[str], progress: Progress) -> Report:
    """Load files.

    taken_keys: keys that belong to others already. progress: told of every unit. Ctrl-C and SIGTERM stop between two units.
    Raises RecordUnavailable when the database goes away; what was taken in before is noted."""
    began = time.monotonic()
    keys = open_keys(duty.settings.data, duty.settings.seal_key)
    record = await Record.open(duty.dsn, blobs=blob_place(duty.settings), size=3)
    try:
        async with sealing(record, keys, duty.settings, system_clock):
            ledger = await _ledger(Gate(record, keys), duty.settings.data / LEDGER)
            names = Keys(ledger.people(), taken_keys) if duty.sandbox else None
            gives_numbers = duty.sandbox is not None and duty.sandbox.gives_numbers
            with _stopping() as is_stopped:
                report = await Load(crew, ledger, names, gives_numbers, progress, is_stopped).run(files)
    finally:
        await record.close()
    report.took_s = time.monotonic() - began
    return report


async def _ledger(gate: Gate, path: Path) -> Ledger:
    """Open the ledger; one that tells of another record is put aside, or everything in it would be passed over."""
    ledger = Ledger(path)
    type_, _, id_ = ledger.witness().partition("/")
    if type_ and not await _stands(gate, type_, id_):
        ledger.begin_anew()
    return ledger


async def _stands(gate: Gate, type_: str, id_: str) -> bool:
    owner = await gate.locate(type_, id_)
    if owner == SHARED:
        return await gate.directory.read(type_, id_) is not None
    return owner is not None and await gate.patient_in(owner) is not None


@contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """Take Ctrl-C and SIGTERM as a wish to stop; the second one stops at once."""
    loop, wish = asyncio.get_running_loop(), asyncio.Event()

    def wished(number: int) -> None:
        wish.set()
        loop.remove_signal_handler(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, wished, number)
    try:
        yield wish.is_set
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
