"""Write the lock files anew from pyproject.toml and package.json."""

import json
import sys
from pathlib import Path

import click

from innsyn.main.setup.npm import write_lock
from innsyn.main.setup.packages import FOR_BUILDING, FOR_DEVELOPING, FOR_RUNNING
from innsyn.main.setup.places import Places
from innsyn.main.setup.programs import run_or_stop
from innsyn.main.setup.steps import step
from innsyn.main.setup.surroundings import clean_environment

CHECKOUT = Path(__file__).parents[4]
COMPILE = ("pip", "compile", "--quiet", "--generate-hashes", "--universal", "--no-emit-index-url", "--no-emit-find-links")
FOR_EVERY_PYTHON = ("--python-version", "3.11", "--custom-compile-command", "./innsyn lock")
SOURCES = {
    FOR_RUNNING: ("pyproject.toml",),
    FOR_BUILDING: ("--group", "build", "--constraint", FOR_RUNNING),
    FOR_DEVELOPING: ("--group", "dev", "--constraint", FOR_RUNNING),
}
NODE_FOLDERS = (Path(), Path("tests/journeys/browser"))
MEND = "The lock files could not be written; nothing was changed beyond what is said above."


@click.command("lock")
@click.option("--upgrade", is_flag=True, help="Take the newest versions there are, not only what the sources now ask for.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def command(*, upgrade: bool, as_json: bool) -> None:
    """Write the lock files anew from pyproject.toml and package.json, each package with the hashes of all its files."""
    places = Places(CHECKOUT)
    environment = clean_environment(places.state)
    log = places.state / "lock.log"
    uv = Path(sys.executable).parent / "uv"
    newest = ["--upgrade"] if upgrade else []
    for name, source in SOURCES.items():
        with step(name):
            words: list[str | Path] = [uv, *COMPILE, *FOR_EVERY_PYTHON, *newest, *source, "--output-file", name]
            run_or_stop(words, log=log, environment=environment, folder=CHECKOUT, mend=MEND)
    for folder in NODE_FOLDERS:
        with step(str(folder / "package-lock.json")):
            write_lock(places, CHECKOUT / folder, environment)
    written = [*SOURCES, *(str(folder / "package-lock.json") for folder in NODE_FOLDERS)]
    click.echo(json.dumps({"written": written}) if as_json else f"Written: {', '.join(written)}")
