"""Running tests that are plain functions by just calling them, many times as fast as pytest, which gets those that ask for more."""

import inspect
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import module_from_spec, spec_from_file_location
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

Call = Callable[[], object]


def plain_calls(file: Path) -> tuple[list[Call], list[str]]:
    """Import a file of tests. Returns each test as a call for each of its parameters, and the names of those that only pytest can run."""
    module = _imported(file)
    tests = [value for name, value in vars(module).items() if name.startswith("test_") and inspect.isfunction(value)]
    calls = [call for test in tests if _is_plain(test) for call in _calls(test)]
    return calls, [test.__name__ for test in tests if not _is_plain(test)]


def _imported(file: Path) -> ModuleType:
    spec = spec_from_file_location(f"mutation_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _is_plain(test: Callable[..., object]) -> bool:
    """A fixture, a mark that changes how a test runs and a coroutine are pytest's."""
    marks = {mark.name for mark in getattr(test, "pytestmark", [])}
    given = {name for mark in _parameters(test) for name in _names(mark)}
    is_known = marks <= {"parametrize", "uncounted"} and not inspect.iscoroutinefunction(test)
    return is_known and given == set(inspect.signature(test).parameters)


def _calls(test: Callable[..., object]) -> Iterator[Call]:
    rows = [[_given(_names(mark), row) for row in mark.args[1]] for mark in _parameters(test)]
    for chosen in product(*rows):
        arguments = {name: value for row in chosen for name, value in row.items()}
        yield partial(test, **arguments)


def _parameters(test: Callable[..., object]) -> list[Any]:
    return [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]


def _names(mark: Any) -> tuple[str, ...]:
    names = mark.args[0]
    return tuple(name.strip() for name in names.split(",")) if isinstance(names, str) else tuple(names)


def _given(names: tuple[str, ...], row: Any) -> dict[str, Any]:
    values = getattr(row, "values", None) if type(row).__name__ == "ParameterSet" else (row,) if len(names) == 1 else row
    return dict(zip(names, values, strict=True))
