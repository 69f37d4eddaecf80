"""Only the clock asks the time, and only the settings read the environment."""

import ast

import pytest

CLOCK = "kernel/clock.py"
ASKS_THE_TIME = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
}
READS_THE_ENVIRONMENT = {("os", "environ"), ("os", "getenv"), ("os", "environb")}
MAY_READ_THE_ENVIRONMENT = ("main/settings.py", "main/setup/", "main/serving.py")
"""Set-up runs before there are settings; serving hands them on to the server's processes."""


def names_used(tree: ast.Module, wanted: set[tuple[str, str]]) -> list[int]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if (owner, node.attr) in wanted:
                found.append(node.lineno)
        if isinstance(node, ast.ImportFrom) and any((node.module, name.name) in wanted for name in node.names):
            found.append(node.lineno)
    return found


def test_nobody_but_the_clock_asks_the_time(modules):
    asked = [f"{module.name}:{line}" for module in modules if module.name != CLOCK for line in names_used(module.tree, ASKS_THE_TIME)]
    assert not asked, f"take the instant as `now`, from kernel/clock.py: {asked}"


def test_nobody_but_the_settings_read_the_environment(modules):
    outside = [module for module in modules if not module.name.startswith(MAY_READ_THE_ENVIRONMENT)]
    read = [f"{module.name}:{line}" for module in outside for line in names_used(module.tree, READS_THE_ENVIRONMENT)]
    assert not read, f"make it a row of VARIABLES in main/settings.py: {read}"


@pytest.mark.parametrize(
    "code", ["datetime.now(UTC)", "datetime.datetime.utcnow()", "time.time()", "date.today()", "from time import time"]
)
def test_asking_the_time_is_found(code):
    assert names_used(ast.parse(code), ASKS_THE_TIME)


@pytest.mark.parametrize("code", ["time.monotonic()", "clock.now()", "datetime.fromisoformat(text)"])
def test_what_does_not_ask_the_time_is_let_be(code):
    assert not names_used(ast.parse(code), ASKS_THE_TIME)


@pytest.mark.parametrize("code", ["os.environ['X']", "os.getenv('X')", "from os import environ"])
def test_reading_the_environment_is_found(code):
    assert names_used(ast.parse(code), READS_THE_ENVIRONMENT)
