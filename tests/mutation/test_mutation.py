"""The mutation run itself: which faults are planted, that the tests notice them, and that a survivor is told."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.mutation.changes import changes
from tests.mutation.equivalent import FILE, equivalents
from tests.mutation.mutant import Mutant, mutants_of_code, numbered, tried_files
from tests.mutation.places import places
from tests.mutation.plain_tests import plain_calls
from tests.mutation.report import tell_all, tell_of
from tests.mutation.rule_faults import mutants_of_rules
from tests.mutation.running import Tried

from innsyn.gate.rules.book import RULES

CHECKOUT = Path(__file__).parents[2]


def changes_in(source):
    return [words for place in places(ast.parse(source)) for words, _ in changes(place)]


@pytest.mark.parametrize(
    ("source", "planted"),
    [
        ("a < 3", ["a < 3 → a <= 3", "a < 3 → a >= 3", "3 → 4", "3 → 2"]),
        ("a and not b", ["a and (not b) → a or not b", "a and (not b) → not b", "a and (not b) → a", "not b → b"]),
        ("a == b", ["a == b → a != b"]),
        ("a in b", ["a in b → a not in b"]),
        ("a | b", ["a | b → a & b", "a | b → a", "a | b → b"]),
        ("A = {'x', 'y'}", ["'x' dropped", "'y' dropped", "'x' → 'x~'", "'y' → 'y~'"]),
        ("A = {'x': y}", ["'x' dropped", "'x' → 'x~'"]),
        ("a if b else c", ["a if b else c → a", "a if b else c → c"]),
        ("any(a)", ["any(a) → all(a)"]),
        ("a.strip()", ["a.strip() → a"]),
        ("f(a, b=c)", ["b=c dropped"]),
        ("[a for a in b if a]", ["a dropped"]),
        ("acts = READ", ["READ → frozenset({'write'})", "READ → frozenset({'read', 'write'})"]),
        ("if a:\n    b", ["if a → if True", "if a → if False"]),
        ("@property\ndef f(a): return a", ["property dropped", "return a → return None"]),
        ("def f(a) -> bool:\n    return a", ["return a → return True", "return a → return False"]),
        ("def f(a) -> Condition:\n    return a", ["return a → return Everything()", "return a → return Nothing()"]),
        ("class A:\n    told: bool = True", ["True → False"]),
        ("def f(*, told: bool = True): ...", ["True → False"]),
    ],
)
def test_each_slip_is_planted(source, planted):
    assert changes_in(source) == planted


@pytest.mark.parametrize(
    "source",
    [
        '"""A sentence."""',
        "import a",
        'Act = Literal["read", "write"]',
        'a: dict["x", 1]',
        'def f(a: "x") -> "y": ...',
        "Rule(vectors=(speaks(Situation(born='1980-02-03')), is_silent(Situation())))",
        "f((speaks(Situation(minutes=3)),))",
        "Days = tuple[int | None, int | None]",
        "if TYPE_CHECKING:\n    from a import b",
    ],
)
def test_what_only_tells_is_left_alone(source):
    assert changes_in(source) == []


@pytest.mark.parametrize("file", tried_files(), ids=lambda file: file.stem)
def test_planted_faults_compile(file):
    for number in range(3, len(list(mutants_of_code(file))), 60):
        assert list(mutants_of_code(file))[number].code()


def test_every_rule_has_every_coarse_fault_planted_in_it():
    planted = {}
    for mutant in mutants_of_rules(tried_files()):
        planted.setdefault(mutant.within, []).append(mutant)
    assert planted.keys() == {rule.key for rule in RULES}
    for mutants in planted.values():
        words = {mutant.change for mutant in mutants}
        assert {"rule dropped", "effect swapped", "is_told flipped", "applies always", "applies never", "condition is Nothing"} <= words
        assert sum(change.startswith("acts is ") for change in words) == 2
        assert all(mutant.line > 1 for mutant in mutants)


def test_no_two_mutants_have_the_same_name():
    mutants = numbered([*(mutant for file in tried_files() for mutant in mutants_of_code(file)), *mutants_of_rules(tried_files())])
    assert len({mutant.name for mutant in mutants}) == len(mutants)


def test_every_mutant_that_changes_nothing_has_its_reason_and_is_planted():
    rows = json.loads(FILE.read_text("utf-8"))
    assert all(len(row["reason"]) > 20 for row in rows)
    names = {mutant.name for mutant in numbered([mutant for file in tried_files() for mutant in mutants_of_code(file)])}
    names |= {mutant.name for mutant in mutants_of_rules(tried_files())}
    known = equivalents({file.name for file in tried_files()})
    assert len(known) == len(rows)
    assert known.keys() <= names, f"no such fault can be planted any more: take them out of {FILE.name}"


SAMPLE = """
import pytest
seen = []

def test_one(): seen.append("one")

@pytest.mark.uncounted
@pytest.mark.parametrize("a", [1, 2], ids=str)
@pytest.mark.parametrize(("b", "c"), [(3, 4), pytest.param(5, 6, id="x")])
def test_each(a, b, c): seen.append((a, b, c))

@pytest.mark.parametrize("pair", [(1, 2)])
def test_pair(pair): seen.append(pair)

def test_with_a_fixture(tmp_path): ...

@pytest.mark.slow
def test_marked(): ...

async def test_awaiting(): ...
"""


def test_plain_tests_are_called_with_each_of_their_parameters_and_pytest_gets_the_rest(tmp_path):
    (tmp_path / "test_sample.py").write_text(SAMPLE)
    calls, others = plain_calls(tmp_path / "test_sample.py")
    for call in calls:
        call()
    assert others == ["test_with_a_fixture", "test_marked", "test_awaiting"]
    seen = calls[0].func.__globals__["seen"]
    assert sorted(seen[1:-1]) == [(1, 3, 4), (1, 5, 6), (2, 3, 4), (2, 5, 6)]
    assert (seen[0], seen[-1]) == ("one", (1, 2))


TRY_SOME = """
import json
from dataclasses import replace
from tests.mutation.mutant import RULES, mutants_of_code
from tests.mutation.planting import codes_now
from tests.mutation.rule_faults import mutants_of_rules, without_rules
from tests.mutation.running import try_all, warm

age, visits = RULES / "age.py", RULES / "visits.py"
wanted = ("0 → -1", "born_on > today → born_on >= today", "born_on.day dropped")
some = [mutant for mutant in mutants_of_code(age) if mutant.change in wanted]
some += [next(mutant for mutant in mutants_of_code(RULES / "rule.py") if mutant.change == "dataclass(frozen=True, slots=True) dropped")]
some += [replace(without_rules(), change="impossible", after=lambda book: book.NO_SUCH_THING)]
some += [mutant for mutant in mutants_of_rules([visits]) if (mutant.within, mutant.change) == ("VIS-3", "applies never")]
tests = [RULES / "tests" / name for name in ("test_age.py", "test_planted_faults.py")]
warm(tests)
tried = try_all([None, *some, without_rules()], codes_now(), tests=tests, jobs=1, within_s=60)
circling = replace(without_rules(), change="circling", after=lambda book: sum(iter(int, 1)))
tried = [*tried, *try_all([circling], codes_now(), tests=tests, jobs=1, within_s=1)]
print(json.dumps([(one.mutant.change if one.mutant else "", one.fate) for one in tried]))
"""


def test_faults_are_noticed_and_what_changes_nothing_survives():
    done = subprocess.run([sys.executable, "-c", TRY_SOME], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert dict(json.loads(done.stdout)) == {
        "": "survived",
        "0 → -1": "survived",
        "born_on > today → born_on >= today": "noticed",
        "born_on.day dropped": "noticed",
        "dataclass(frozen=True, slots=True) dropped": "broken",
        "impossible": "not tried",
        "circling": "endless",
        "applies never": "noticed",
        "no rule is left": "noticed",
    }


def mutant(change):
    return Mutant("innsyn/gate/rules/age.py", 8, "CHILD", change, "innsyn.gate.rules.age")


def told(*tried, known=()):
    lines = []
    for one in tried:
        tell_of(one, known, lines.append)
    return tell_all(list(tried), known, lines.append), lines


def test_a_survivor_is_told_with_its_place():
    is_well, lines = told(Tried(mutant("0 → 1"), "survived", 1.0), Tried(mutant("0 → 2"), "noticed", 1.0))
    assert not is_well
    assert lines == [
        "src/innsyn/gate/rules/age.py:8 in CHILD: 0 → 1  SURVIVES",
        "2 mutants: 1 noticed, 0 broken, 0 endless, 0 change nothing, 1 survive",
    ]


def test_all_is_well_when_only_what_changes_nothing_survives():
    one = Tried(mutant("0 → -1"), "survived", 1.0)
    assert told(one, known={one.mutant.name: "no age is below zero"}) == (
        True,
        ["1 mutants: 0 noticed, 0 broken, 0 endless, 1 change nothing, 0 survive"],
    )


def test_what_is_listed_and_noticed_all_the_same_is_told():
    one = Tried(mutant("0 → -1"), "noticed", 1.0)
    is_well, lines = told(one, known={one.mutant.name: "no age is below zero"})
    assert not is_well
    assert "IS LISTED" in lines[0]


def test_a_mutant_that_could_not_be_tried_is_not_taken_for_noticed():
    is_well, lines = told(Tried(mutant("0 → 1"), "not tried", 1.0))
    assert not is_well
    assert "COULD NOT BE TRIED" in lines[0]


def test_a_file_that_does_not_exist_is_answered_with_those_that_do():
    done = subprocess.run([sys.executable, "-m", "tests.mutation", "--only", "ages.py"], cwd=CHECKOUT, capture_output=True, text=True)
    assert done.returncode == 2
    assert "There is no ages.py. There are: " in done.stderr
