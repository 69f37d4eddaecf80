"""Start Innsyn with a whole synthetic nation around it, ready to be logged in to."""

import asyncio
import shutil
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.kernel.clock import system_clock
from innsyn.main.address import noted_address
from innsyn.main.embedded import forget
from innsyn.main.folders import demo_folder
from innsyn.main.keeping import blob_place
from innsyn.main.sealing import sealing
from innsyn.main.serving import HOST, database, free_port, serve
from innsyn.main.settings import SettingProblem, Settings, read_settings
from innsyn.main.stopping import stop_like_ctrl_c
from innsyn.main.world import has_world, known_world
from innsyn.record.record import Record
from innsyn.sandbox.accessing import tell_accesses
from innsyn.sandbox.booking import tell_timebooks
from innsyn.sandbox.conversing import tell_conversations
from innsyn.sandbox.deciding import tell_decisions
from innsyn.sandbox.granting import tell_grants
from innsyn.sandbox.settling import Progress as Told
from innsyn.sandbox.settling import settle

_SETTLED = "nation-settled"
_FIRST_PORT = 8000


@click.command(name="demo")
@click.option("--port", type=int, help="Port to listen on; the first free one from 8000 when not given.")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Data folder; remembered between starts.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--fresh", is_flag=True, help="Forget everything in the data folder and start over.")
def command(port: int | None, data: Path | None, no_browser: bool, fresh: bool) -> None:
    """Start the demo. Prints `ready ADDRESS` when it serves; SIGTERM or Ctrl-C stops it cleanly."""
    stop_like_ctrl_c()
    folder = (data or demo_folder(read_settings())).absolute()
    say = Console(stderr=True, highlight=False)
    if fresh and folder.exists():
        start_over(folder)
    port = free_port(port, _FIRST_PORT)
    address = f"http://{HOST}:{port}"
    settings = replace(read_settings(), data=folder, base_url=address, is_sandbox=True, database_url=read_settings().database_url)
    try:
        _run(settings, port, say, opens_browser=not no_browser)
    except KeyboardInterrupt:
        say.print("Stopped before it was ready. The next start goes on from here.")


def start_over(folder: Path) -> None:
    """Remove a demo's data folder with everything in it.

    Raises SettingProblem when there is no demo in it: nobody's other files are removed. Raises EmbeddedProblem while a demo uses it."""
    if any(folder.iterdir()) and not has_world(folder) and not (folder / "database").exists():
        raise SettingProblem(f"{folder} holds files but no demo: --fresh removes only a demo. Choose another folder with --data.")
    forget(folder)
    shutil.rmtree(folder)


def _run(settings: Settings, port: int, say: Console, *, opens_browser: bool) -> None:
    started = time.monotonic()
    say.print("Starting the database …")
    with database(settings) as dsn:
        if not (settings.data / _SETTLED).exists():
            asyncio.run(_settle(settings, dsn, say))
            (settings.data / _SETTLED).touch()

        def ready() -> None:
            say.print(f"Ready in {time.monotonic() - started:.1f} s. Ctrl-C stops; the data stays in {settings.data}")
            click.echo(f"ready {settings.base_url}")
            if opens_browser:
                webbrowser.open(settings.base_url)

        with noted_address(settings.data, settings.base_url):
            serve(settings, dsn, host=HOST, port=port, on_ready=ready)
    say.print("Stopped.")


async def _settle(settings: Settings, dsn: str, say: Console) -> None:
    """Put the nation into an empty record, saying how far it has come."""
    keys = open_keys(settings.data, settings.seal_key)
    record = await Record.open(dsn, blobs=blob_place(settings))
    try:
        async with sealing(record, keys, settings, system_clock):
            nation = known_world(settings.data, system_clock())
            with progress(say) as told:
                await settle(Gate(record, keys), nation, system_clock(), told)
            await tell_accesses(lambda new_id: Gate(record, keys, new_id), nation, system_clock())
            await tell_decisions(lambda new_id: Gate(record, keys, new_id), nation, system_clock())
            await tell_grants(lambda new_id: Gate(record, keys, new_id), nation, system_clock())
            await tell_timebooks(Gate(record, keys), nation, system_clock())
            await tell_conversations(lambda new_id: Gate(record, keys, new_id), nation, system_clock())
    finally:
        await record.close()


@contextmanager
def progress(say: Console) -> Iterator[Told]:
    """Show how far the settling has come: a bar on a terminal, else a line for every tenth."""
    if not say.is_terminal:
        yield lambda done, of: _tell_tenth(say, done, of)
        return
    columns = (TextColumn("Settling the synthetic nation"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=say) as bar:
        task = bar.add_task("")
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _tell_tenth(say: Console, done: int, of: int) -> None:
    if done * 10 // of > (done - 1) * 10 // of:
        say.print(f"Settling the synthetic nation: {done} of {of}")
