"""Importing the rules anew with a fault in them: from memory, so that nothing is written and what others edit meanwhile does not matter."""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType

from tests.mutation.mutant import DECIDE, RULES, SOURCE, Mutant, module_name

FORGOTTEN = str(SOURCE / "innsyn" / "gate")
"""The folder of whatever may have taken something from the rules."""

NOT_PLANTED = 70
"""Status of a process in which the fault could not be planted: a defect of the run, never to be taken for a fault that was noticed."""


class _Planted(SourceFileLoader):
    """Gives a module this code, and calls what is to be done to it afterwards."""

    def __init__(self, name: str, path: str, code: CodeType, mutant: Mutant | None) -> None:
        super().__init__(name, path)
        self.code, self.mutant = code, mutant

    def get_code(self, fullname: str) -> CodeType:
        return self.code

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        try:
            if self.mutant:
                self.mutant.after(module)
        except Exception:
            os._exit(NOT_PLANTED)


class _Finder(MetaPathFinder):
    def __init__(self, codes: Mapping[str, CodeType], mutant: Mutant | None) -> None:
        self.codes, self.mutant = codes, mutant

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if fullname not in self.codes:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.origin is None:
            return None
        mutant = self.mutant if self.mutant and self.mutant.module == fullname else None
        spec.loader = _Planted(fullname, spec.origin, self.codes[fullname], mutant)
        return spec


def codes_now() -> dict[str, CodeType]:
    """Compile every file of the rules, and the decision, as they stand now."""
    return {module_name(file): compile(file.read_text("utf-8"), str(file), "exec") for file in [*RULES.glob("*.py"), DECIDE]}


def plant(mutant: Mutant | None, codes: Mapping[str, CodeType]) -> None:
    """Let this process import the rules with this fault in them, or without any. Only once in a process."""
    changed = {mutant.module: mutant.code()} if mutant and mutant.code else {}
    forget()
    sys.meta_path.insert(0, _Finder({**codes, **changed}, mutant))


def forget() -> None:
    """Let the rules and all that stands on them be imported anew, their tests too, whatever name pytest gave those."""
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None) or "").startswith(FORGOTTEN) or name == "innsyn.gate":
            del sys.modules[name]
