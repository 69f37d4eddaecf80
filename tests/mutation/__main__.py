"""Plant every fault in the rules and see which no test notices: `./innsyn mutate`, see docs/run/mutation.md."""

import argparse
import sys
import time
from pathlib import Path

import click
from tests.mutation.equivalent import equivalents
from tests.mutation.mutant import Mutant, mutants_of_code, numbered, tried_files
from tests.mutation.planting import codes_now
from tests.mutation.report import tell_all, tell_of
from tests.mutation.rule_faults import mutants_of_rules, without_rules
from tests.mutation.running import LEAST_S, SLACK, rule_tests, try_all, warm

LONGEST_S = 600
"""Seconds the tests may take without a fault."""


def main() -> int:
    """Run.

    Returns 1 when a fault survives that is not known to change nothing, or one that is known does not; 2 when nothing could be tried."""
    asked = _asked()
    names = {Path(name).name for name in asked.only}
    files = [file for file in tried_files() if not names or file.name in names]
    if unknown := names - {file.name for file in files}:
        click.echo(f"There is no {', '.join(sorted(unknown))}. There are: {', '.join(file.name for file in tried_files())}.", err=True)
        return 2
    began = time.monotonic()
    is_well = _try(files, asked.jobs, is_quick=asked.quick)
    click.echo(f"{time.monotonic() - began:.0f} s")
    return 2 if is_well is None else 0 if is_well else 1


def _try(files: list[Path], jobs: int, *, is_quick: bool) -> bool | None:
    """Say whether nothing survives in these files; None when the tests fail on the rules as they are, or see nothing at all."""
    codes, tests = codes_now(), rule_tests(is_quick=is_quick)
    mutants: list[Mutant | None] = [*numbered([*(each for file in files for each in mutants_of_code(file)), *mutants_of_rules(files)])]
    known = equivalents({file.name for file in files})
    warm(tests)
    sound, ruined = try_all([None, without_rules()], codes, tests=tests, jobs=1, within_s=LONGEST_S)
    if (sound.fate, ruined.fate) != ("survived", "noticed"):
        click.echo("The tests of the rules fail before anything is planted, or see nothing when no rule is left.", err=True)
        return None
    tried = []
    for one in try_all(mutants, codes, tests=tests, jobs=jobs, within_s=sound.took_s * SLACK + LEAST_S):
        tried.append(one)
        tell_of(one, known, click.echo)
        _show_progress(len(tried), len(mutants))
    return tell_all(tried, known, click.echo)


def _show_progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done} of {of}", nl=done == of, err=True)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./innsyn mutate")
    parser.add_argument("--only", action="append", default=[], metavar="FILE")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--quick", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
