"""For every test: what a developer has set for the program itself is forgotten, so that no test ever meets her own database or folders.

How the tests are shared out among processes, and whose lines are not counted, is said here too.
"""

import gc
import os
import sys
from collections import Counter
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, settings

KEPT = {"INNSYN_TEST_DATABASE_URL", "INNSYN_SHARED_DATA", "INNSYN_R4_PACKAGE", "INNSYN_JOURNEY_DEMO", "INNSYN_PICTURES", "INNSYN_ROUNDS"}
TOGETHER = (
    "tests/journeys",
    "tests/contracts/access",
    "tests/contracts/attacks",
    "tests/contracts/fhir_clients",
    "src/innsyn/sandbox/stories",
)
"""Folders whose files share something slow to make, such as the demo: one process runs them all."""

WHOLE = "tests/"
"""Where the tests are that try the whole from outside."""

EXAMPLES_COUNTED = 3
"""So many examples of one test are counted: those after them run the same lines, and counting doubles the time of what Python does."""

# What is collected stays to the end: looking through all of it for something to free, again and again, takes a twentieth of the whole time.
gc.disable()

for name in [name for name in os.environ if name.startswith("INNSYN_") and name not in KEPT]:
    del os.environ[name]

# A busy machine is no defect: in a fresh clone the first property reads every module for its constants before it draws anything.
settings.register_profile("innsyn", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("innsyn")


def share_of(nodeid: str) -> str:
    """Say which tests one process runs together: those of a file, or of a folder that shares something slow to make."""
    file = nodeid.partition("::")[0]
    return next((folder for folder in TOGETHER if file.startswith(f"{folder}/")), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Deal out whole shares, in the order the tests stand in."""
    from xdist.scheduler import LoadFileScheduling

    class Shares(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return share_of(nodeid)

    return Shares(config, log) if config.getvalue("dist") == "loadfile" else None


COUNTING: dict[str, str] = {}
"""What makes a process that a test starts count its lines as well."""

MORE: set[str] = set()
"""Examples after the first ones of their test, wherever they run."""


def pytest_collection_modifyitems(config, items):
    """In a run of several processes, begin with what takes long for how few tests it has: at the end all but one would wait for it.

    On a server that somebody names only those run that ask for a server: the others say nothing about it."""
    if os.environ.get("INNSYN_TEST_DATABASE_URL"):
        elsewhere = [item for item in items if "database_server" not in item.fixturenames]
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if "database_server" in item.fixturenames]
    examples = Counter[str]()
    for item in items:
        examples[test := item.nodeid.partition("[")[0]] += 1
        if examples[test] > EXAMPLES_COUNTED:
            MORE.add(item.nodeid)
    if os.environ.get("PYTEST_XDIST_WORKER"):
        size = Counter(share_of(item.nodeid) for item in items)
        slow = {share_of(item.nodeid) for item in items if item.get_closest_marker("slow") or item.get_closest_marker("journey")}
        items.sort(key=lambda item: (share_of(item.nodeid) not in slow, -size[share_of(item.nodeid)]))


def pytest_collection_finish():
    """Let other processes count nothing unless a test asks for it: a demo starts and answers in half the time. And free memory again."""
    gc.freeze()
    gc.enable()
    COUNTING.update({name: os.environ.pop(name) for name in list(os.environ) if name.startswith("COVERAGE_")})


@contextmanager
def without_counting():
    """Run the block without coverage looking on."""
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)


@pytest.fixture(scope="session")
def uncounted():
    """Give `with uncounted():`, for what is slow to make and runs lines that smaller tests count."""
    return without_counting


@pytest.fixture
def counted(monkeypatch):
    """Let the processes that a test starts count their lines: for what runs nowhere else, such as commands."""
    for name, value in COUNTING.items():
        monkeypatch.setenv(name, value)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Lines are counted by the tests beside them: those that try the whole, those marked `uncounted` for their mass of examples, and the
    examples of a test after its first ones run lines that are counted already, and are not looked on."""
    if not item.nodeid.startswith(WHOLE) and item.get_closest_marker("uncounted") is None and item.nodeid not in MORE:
        return (yield)
    with without_counting():
        return (yield)
