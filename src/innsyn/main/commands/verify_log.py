"""Check the whole access log against its seal: every row, leaf, node and root, and the file of roots outside the database."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from innsyn.gate.keys import KeyProblem, Keys, open_keys
from innsyn.gate.seal.findings import Report
from innsyn.gate.seal.roots_file import ROOTS, RootsFile
from innsyn.gate.seal.verify import verify
from innsyn.main.embedded import embedded
from innsyn.main.settings import Settings, read_settings
from innsyn.record.record import Record

_SHOWN = 50


@click.command(name="verify-log")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON, with every finding.")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Data folder, instead of INNSYN_DATA.")
def command(as_json: bool, data: Path | None) -> None:
    """Check the log. Exits with 1 when anything was changed, removed, added or re-ordered, and names the exact places."""
    settings = read_settings()
    settings = replace(settings, data=data.absolute() if data else settings.data)
    keys = _keys(settings)
    if settings.database_url:
        report = asyncio.run(_verify(settings.database_url, settings, keys, is_quiet=as_json))
    else:
        with embedded(settings.data) as dsn:
            report = asyncio.run(_verify(dsn, settings, keys, is_quiet=as_json))
    if as_json:
        click.echo(json.dumps(report.as_json()))
    else:
        _tell(report, keys)
    raise SystemExit(0 if report.is_whole else 1)


def _keys(settings: Settings) -> Keys:
    """Open the log's keys, which a check never makes: a log was sealed with them or there is nothing to check."""
    try:
        return open_keys(settings.data, settings.seal_key, may_create=False)
    except KeyProblem as problem:
        raise click.ClickException(str(problem)) from problem


async def _verify(dsn: str, settings: Settings, keys: Keys, *, is_quiet: bool) -> Report:
    record = await Record.open(dsn, size=2)
    columns = (TextColumn("checking the log"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        with Progress(*columns, console=Console(stderr=True), disable=is_quiet, transient=True) as progress:
            task = progress.add_task("log", total=None)
            return await verify(
                record.sealing,
                keys,
                RootsFile(settings.data / ROOTS),
                lambda done, of: progress.update(task, completed=done, total=of),
            )
    finally:
        await record.close()


def _tell(report: Report, keys: Keys) -> None:
    click.echo(f"{report.size} entries, {report.seals} signed roots, {report.unsealed} entries too young to be sealed")
    if report.newest:
        click.echo(f"newest root {report.newest.root.hex()} at {report.newest.at.isoformat()}, key {keys.public.hex()}")
    for finding in report.findings[:_SHOWN]:
        click.echo(f"FOUND  {finding.kind}: {finding.place}")
    if len(report.findings) > _SHOWN:
        click.echo(f"… and {len(report.findings) - _SHOWN} more; --json lists them all")
    click.echo("the log is whole" if report.is_whole else f"THE LOG IS NOT WHOLE: {len(report.findings)} findings")
