"""Look the code over without running the platform: style, types, layers and the house tests."""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import click

CHECKOUT = Path(__file__).parents[4]
TOOLS = {
    "style": ("ruff", "check", "--quiet", ".", "innsyn"),
    "form": ("ruff", "format", "--check", "--quiet", ".", "innsyn"),
    "types": ("mypy",),
    "layers": ("lint-imports", "--no-logo"),
    "house": ("pytest", "tests/house", "--ignore=tests/house/test_layers.py", "--no-header", "--tb=line", "-p", "no:cacheprovider"),
}
AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What one tool found. words: its report, empty when all is well. took_s: seconds."""

    tool: str
    is_well: bool
    took_s: float
    words: str


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def command(*, as_json: bool) -> None:
    """Look the code over without running the platform: style, types, layers and the house tests. Under a minute."""
    with ThreadPoolExecutor(AT_ONCE) as workers:
        reports = []
        for found in workers.map(_look, TOOLS):
            reports.append(found)
            if not as_json:
                click.echo(f"{'well' if found.is_well else 'FAILS':5}  {found.tool:7} {found.took_s:5.1f} s")
    bad = [found for found in reports if not found.is_well]
    if as_json:
        click.echo(json.dumps([asdict(found) for found in reports]))
    else:
        for found in bad:
            click.echo(f"\n{found.tool}\n{found.words}")
    sys.exit(1 if bad else 0)


def _look(tool: str) -> Found:
    began = time.monotonic()
    program, *words = TOOLS[tool]
    done = subprocess.run(  # noqa: S603 -- our own tools
        [Path(sys.executable).parent / program, *words], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    is_well = done.returncode == 0
    return Found(tool, is_well, round(time.monotonic() - began, 1), "" if is_well else (done.stdout + done.stderr).strip())
