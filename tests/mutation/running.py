"""Trying mutants, each in a process of its own: the tests of the rules run there until one of them notices."""

import os
import resource
import signal
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from multiprocessing import connection, get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import CodeType
from typing import Literal

import pytest
from tests.mutation.mutant import RULES, SOURCE, Mutant
from tests.mutation.plain_tests import plain_calls
from tests.mutation.planting import NOT_PLANTED, forget, plant

Fate = Literal["survived", "noticed", "broken", "endless", "not tried"]
"""survived: no test failed · noticed: one did · broken: it could not even be imported · endless: it went on for too long ·
not tried: the run itself went wrong."""

OF_THE_GATE = ("test_decide.py", "test_law_pages.py", "test_texts.py")
"""Tests beside the rules' own that need no database: the decision, the page of the law, the texts."""

FIRST, LATE, LAST = "test_vectors", "test_planted_faults", "test_small_world"
"""What sees most; what takes a while; what takes so long that it is asked when all others have seen nothing."""

FATES: dict[int | None, Fate] = {
    pytest.ExitCode.OK: "survived",
    pytest.ExitCode.TESTS_FAILED: "noticed",
    pytest.ExitCode.INTERRUPTED: "broken",
    -signal.SIGXCPU: "endless",
}
SLACK, LEAST_S = 10, 20
"""How many times as long as without a fault the tests may take, and seconds that are always given."""

_CONTEXT = get_context("fork")
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # these tests are plain functions: what plugins take to start is most of a mutant's time


@dataclass(frozen=True)
class Tried:
    """What became of a mutant. took_s: seconds."""

    mutant: Mutant | None
    fate: Fate
    took_s: float


def rule_tests(*, is_quick: bool = False) -> list[Path]:
    """The tests that know the rules, the quick ones first. is_quick: only those."""
    own = sorted((RULES / "tests").glob("test_*.py"))
    of_the_gate = [SOURCE / "innsyn" / "gate" / "tests" / name for name in OF_THE_GATE]
    order = (FIRST, "", LATE, LAST)
    tests = sorted([*own, *of_the_gate], key=lambda file: order.index(file.stem if file.stem in order else ""))
    return [file for file in tests if not (is_quick and file.stem == LAST)]


def warm(tests: list[Path]) -> None:
    """Import once what all the tests need, so that each process that is made hereafter has it already; forget the rules again."""
    with redirect_stdout(StringIO()):
        pytest.main([*_OPTIONS, "--collect-only", *map(str, tests)])
    forget()


def try_all(
    mutants: Iterable[Mutant | None], codes: Mapping[str, CodeType], *, tests: list[Path], jobs: int, within_s: float
) -> Iterator[Tried]:
    """Try mutants, `jobs` at a time, and tell of each as it ends. None is the rules without a fault.

    within_s: seconds of a processor one may take, so that a busy machine makes nothing endless."""
    waiting = iter(mutants)
    running: dict[int, tuple[BaseProcess, Mutant | None, float]] = {}
    while True:
        while len(running) < jobs and (mutant := next(waiting, ...)) is not ...:
            process = _CONTEXT.Process(target=_try, args=(mutant, codes, tests, round(within_s)))
            process.start()
            running[process.sentinel] = (process, mutant, time.monotonic())
        if not running:
            return
        for sentinel in connection.wait(list(running)):
            process, mutant, began = running.pop(sentinel)
            process.join()
            yield Tried(mutant, FATES.get(process.exitcode, "not tried"), time.monotonic() - began)
            process.close()


def _try(mutant: Mutant | None, codes: Mapping[str, CodeType], tests: list[Path], within_s: int) -> None:
    """Run the tests and end the process with a status of pytest's."""
    resource.setrlimit(resource.RLIMIT_CPU, (within_s, within_s + 1))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    try:
        plant(mutant, codes)
    except Exception:
        os._exit(NOT_PLANTED)
    os._exit(_status(tests))


def _status(tests: list[Path]) -> int:
    """Call what can be called, in the order given, and let pytest run the rest. The first that fails ends it."""
    for_pytest: list[str] = []
    for file in tests:
        try:
            calls, others = plain_calls(file)
        except BaseException:  # also what pytest raises to fail or skip
            return pytest.ExitCode.INTERRUPTED
        for_pytest += [f"{file}::{name}" for name in others]
        try:
            for call in calls:
                call()
        except BaseException:
            return pytest.ExitCode.TESTS_FAILED
    return int(pytest.main([*_OPTIONS, *for_pytest])) if for_pytest else pytest.ExitCode.OK


_OPTIONS = (
    *("-x", "-q", "-c", os.devnull, "--rootdir", str(SOURCE.parent), "--import-mode=importlib", "--noconftest"),
    *("-p", "no:cacheprovider"),
)
