"""Take FHIR files into the record: bundles and resources, json or ndjson, plain or packed, whole folders."""

import asyncio
import json
import os
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import click
from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from innsyn.edge.loading.engine import Sandbox
from innsyn.edge.loading.report import Report, reasons
from innsyn.edge.loading.sources import files
from innsyn.gate.keys import KeyProblem
from innsyn.kernel.clock import system_clock
from innsyn.kernel.ids import is_organisation_number
from innsyn.main.folders import chosen_folder
from innsyn.main.loading.database import record_database
from innsyn.main.loading.duty import Duty
from innsyn.main.loading.processes import processes
from innsyn.main.loading.running import run
from innsyn.main.settings import read_settings
from innsyn.main.stopping import stop_like_ctrl_c
from innsyn.main.world import demo_organisation, has_world, known_world
from innsyn.record.migrate import MigrationRefused
from innsyn.record.unavailable import RecordUnavailable
from innsyn.sandbox.people.nation import Nation

_MOST_PROCESSES = 8
_STOPPED = 130
_PEOPLE_SHOWN = 40


@click.command(name="load")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Data folder; the demo's when not given.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on standard output.")
@click.option("--give-numbers", is_flag=True, help="Give people without a national number a synthetic one. Only in a sandbox.")
@click.option("--organisation", help="Number of the organisation that delivers. In the demo: its first hospital trust.")
@click.option("--processes", "count", type=click.IntRange(1, 64), help="How many processes; one for each processor when not given.")
def command(
    paths: tuple[Path, ...], data: Path | None, as_json: bool, give_numbers: bool, organisation: str | None, count: int | None
) -> None:
    """Load PATHS, through the gate and into the log. Loading the same twice changes nothing; a stopped load goes on where it stopped.

    Exits with 1 when something was refused, and with 130 when it was stopped."""
    stop_like_ctrl_c()
    settings = read_settings()
    settings = replace(settings, data=chosen_folder(data, settings))
    listed = files(paths)
    if not listed:
        raise click.ClickException("there are no .json or .ndjson files there, plain or packed with gz or bz2")
    nation = known_world(settings.data, system_clock()) if has_world(settings.data) or settings.is_sandbox else None
    number = _organisation(organisation, nation)
    sandbox = _sandbox(nation, give_numbers=give_numbers)
    try:
        with record_database(settings) as dsn:
            report = _load(Duty(settings, dsn, number, sandbox, uuid4()), listed, nation, count, is_quiet=as_json)
    except BrokenExecutor as broken:
        raise click.ClickException("one of the loading processes died; with less memory use fewer of them (--processes)") from broken
    except (KeyProblem, MigrationRefused) as problem:
        raise click.ClickException(str(problem)) from problem
    except RecordUnavailable as away:
        raise click.ClickException(
            "the database does not answer; run the same command again when it does, and it goes on from there"
        ) from away
    except KeyboardInterrupt:
        raise SystemExit(_STOPPED) from None
    click.echo(json.dumps(report.as_json(), ensure_ascii=False) if as_json else _told(report))
    raise SystemExit(_STOPPED if report.is_stopped else 1 if report.total.refused else 0)


def _organisation(named: str | None, nation: Nation | None) -> str:
    if named is not None:
        if not is_organisation_number(named):
            raise click.BadParameter("takes an organisation number: nine digits whose check digit holds", param_hint="--organisation")
        return named
    if nation is None:
        raise click.ClickException("say who delivers, with --organisation; only the demo has an organisation of its own")
    return demo_organisation(nation)


def _sandbox(nation: Nation | None, *, give_numbers: bool) -> Sandbox | None:
    if nation is None:
        if give_numbers:
            raise click.ClickException("numbers are given in a sandbox only: run ./innsyn demo once, or name its folder with --data")
        return None
    taken = {person.number for person in nation.people.values()} | {worker.number for worker in nation.personnel.values()}
    return Sandbox(give_numbers, frozenset(taken))


def _load(duty: Duty, listed: Sequence[Path], nation: Nation | None, count: int | None, *, is_quiet: bool) -> Report:
    taken_keys = {*nation.people, *nation.personnel} if nation else set()
    size = sum(file.stat().st_size for file in listed)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[resources]} resources"))
    with (
        processes(duty, count or min(os.cpu_count() or 1, _MOST_PROCESSES)) as crew,
        Bar(*columns, TimeRemainingColumn(), console=Console(stderr=True), disable=is_quiet) as bar,
    ):
        task = bar.add_task("Loading", total=size, resources=0)

        def progress(done_bytes: int, resources: int) -> None:
            bar.update(task, completed=done_bytes, resources=resources)

        return asyncio.run(run(duty, crew, listed, taken_keys=taken_keys, progress=progress))


def _told(report: Report) -> str:
    total = report.total
    lines = [f"{'type':32}{'new':>9}{'unchanged':>11}{'refused':>9}"]
    lines += [
        f"{kind or '(unknown)':32}{count.new:>9}{count.unchanged:>11}{count.refused:>9}" for kind, count in sorted(report.counts.items())
    ]
    lines += [f"{'all':32}{total.new:>9}{total.unchanged:>11}{total.refused:>9}", ""]
    for reason, count, places in reasons(report):
        lines += [f"refused {count}: {reason}", *(f"    {place}" for place in places)]
    known = f", {report.known_units} known from before" if report.known_units else ""
    lines.append(f"{report.files} files, {report.units} units taken in{known}; {report.took_s:.1f} s, {report.rate:,.0f} resources/s")
    lines += _told_people(report)
    if report.is_stopped:
        lines.append("Stopped before the end. Run the same command again, and it goes on from there.")
    return "\n".join(lines)


def _told_people(report: Report) -> list[str]:
    people = [person for person in report.people.values() if person.number is not None and not person.is_dead]
    if not people:
        return []
    shown = [f"    {person.key:24}{person.number}  {person.given_name} {person.family_name}" for person in people[:_PEOPLE_SHOWN]]
    more = [f"    … and {len(people) - _PEOPLE_SHOWN} more: ./innsyn cast"] if len(people) > _PEOPLE_SHOWN else []
    return ["People who can log in at the simulators, by key:", *shown, *more]
