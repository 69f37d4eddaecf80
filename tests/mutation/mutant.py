"""A mutant: the rules with one fault planted in them, which some test must notice."""

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import CodeType, ModuleType

from tests.mutation.changes import changes
from tests.mutation.places import places

SOURCE = Path(__file__).parents[2] / "src"
RULES = SOURCE / "innsyn" / "gate" / "rules"
EXAMPLES = {"situation.py", "told_facts.py", "dialogue_vectors.py"}
"""The language the examples are told in, and examples in a file of their own: the rules are tried with them, as with the tests, so no fault
is planted in them."""

DECIDE = SOURCE / "innsyn" / "gate" / "decide.py"


def leave(_: ModuleType) -> None:
    """Change nothing in the module once it is there."""


@dataclass(frozen=True)
class Mutant:
    """One fault.

    file: path under `src`. line: where it is planted. within: function, class, rule or constant there. change: what was changed, in words.
    module: which module is another; code: how its code is made, None when it stays. after: what is done to the module once it is there."""

    file: str
    line: int
    within: str
    change: str
    module: str
    code: Callable[[], CodeType] | None = None
    after: Callable[[ModuleType], None] = leave

    @property
    def name(self) -> tuple[str, str, str]:
        """What it is known by when lines move."""
        return (Path(self.file).name, self.within, self.change)


def tried_files() -> list[Path]:
    """Every file of the rules, and the decision, but for the language of the examples."""
    return [*(file for file in sorted(RULES.glob("*.py")) if file.name not in EXAMPLES), DECIDE]


def module_name(file: Path) -> str:
    """Name the module that stands in a file of `src`."""
    return ".".join(file.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


def mutants_of_code(file: Path) -> Iterator[Mutant]:
    """Plant each fault that may be planted in the code of one file.

    Their tree is one and the same: only one of them may be made in a process."""
    tree = ast.parse(file.read_text("utf-8"))
    for place in places(tree):
        for words, instead in changes(place):
            code = partial(_planted, tree, partial(place.put, instead), file)
            yield Mutant(str(file.relative_to(SOURCE)), place.line, place.within, words, module_name(file), code)


def numbered(mutants: list[Mutant]) -> list[Mutant]:
    """Tell those apart that would have the same name, by their order in the file."""
    seen: Counter[tuple[str, str, str]] = Counter()
    told = []
    for mutant in mutants:
        seen[mutant.name] += 1
        number = seen[mutant.name]
        told.append(mutant if number == 1 else replace(mutant, change=f"{mutant.change} ({number})"))
    return told


def _planted(tree: ast.Module, put: Callable[[], None], file: Path) -> CodeType:
    put()
    return compile(ast.fix_missing_locations(tree), str(file), "exec")
