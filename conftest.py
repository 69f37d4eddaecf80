"""For every test: what a developer has set for the program itself is forgotten, so that no test ever meets her own database or folders.

How the tests are shared out among processes, and whose lines are not counted, is said here too.
"""

import gc
import os
import sys
from collections import Counter
from contextlib import contextmanager, nullcontext
from functools import wraps
from importlib.machinery import SourceFileLoader
from inspect import iscoroutinefunction

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

SETUPS_COUNTED = 3
"""So many times what sets up for tests is counted, and what clears up after those of a file."""

DRAWN_COUNTED = 25
"""So many of the values that are drawn for each test of a property are counted."""

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

DONE = Counter()
"""How often each fixture has set up, each file's tests were cleared up after, and values were drawn for each property."""


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
    for test in {item.obj for item in items if hasattr(getattr(item, "obj", None), "hypothesis")}:
        test.hypothesis.inner_test = counted_at_first(test.hypothesis.inner_test)
    if os.environ.get("PYTEST_XDIST_WORKER"):
        size = Counter(share_of(item.nodeid) for item in items)
        slow = {share_of(item.nodeid) for item in items if item.get_closest_marker("slow") or item.get_closest_marker("journey")}
        items.sort(key=lambda item: (share_of(item.nodeid) not in slow, -size[share_of(item.nodeid)]))


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Nothing is counted while tests are looked for, but what each module of ours does as it is read."""
    with modules_counted(), without_counting():
        return (yield)


def pytest_collection_finish():
    """Let other processes count nothing unless a test asks for it: a demo starts and answers in half the time. And free memory again."""
    gc.freeze()
    gc.enable()
    COUNTING.update({name: os.environ.pop(name) for name in list(os.environ) if name.startswith("COVERAGE_")})


@contextmanager
def modules_counted():
    """While the block runs, count what the modules of the program do as they are read, and nothing that others do."""
    tracer, reads = sys.gettrace(), SourceFileLoader.exec_module

    def read(loader, module):
        before = sys.gettrace()
        sys.settrace(tracer if module.__name__.startswith("innsyn.") else None)
        try:
            reads(loader, module)
        finally:
            sys.settrace(before)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SourceFileLoader, "exec_module", read)
        yield


@contextmanager
def without_counting():
    """Run the block without coverage looking on. Who else looks on, such as a debugger, is let be."""
    tracer = sys.gettrace()
    if not type(tracer).__module__.startswith("coverage"):
        yield
        return
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)


def only_at_first(what, times):
    """Give what looks on while something is done that is done again and again: coverage so many times, afterwards nobody."""
    if sys.gettrace() is None:
        return nullcontext()
    DONE[what] += 1
    return nullcontext() if DONE[what] <= times else without_counting()


def counted_at_first(property_):
    """Make a property that is counted for the first values it holds for, in each test of it."""

    def looking():
        return only_at_first((property_, os.environ.get("PYTEST_CURRENT_TEST")), DRAWN_COUNTED)

    @wraps(property_)
    def holds(*values, **named):
        with looking():
            return property_(*values, **named)

    @wraps(property_)
    async def holds_soon(*values, **named):
        with looking():
            return await property_(*values, **named)

    return holds_soon if iscoroutinefunction(property_) else holds


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
def pytest_fixture_setup(fixturedef, request):
    """What sets up the same for one test after another runs lines that are counted already."""
    with only_at_first((fixturedef.func, request.param_index), SETUPS_COUNTED):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """So does what clears up after them, but for the last of a file, with whom goes what they shared."""
    is_last = nextitem is None or nextitem.path != item.path
    with nullcontext() if is_last else only_at_first(item.path, SETUPS_COUNTED):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Lines are counted by the tests beside them: those that try the whole, those marked `uncounted` for their mass of examples, and the
    examples of a test after its first ones run lines that are counted already, and are not looked on."""
    if not item.nodeid.startswith(WHOLE) and item.get_closest_marker("uncounted") is None and item.nodeid not in MORE:
        return (yield)
    with without_counting():
        return (yield)
