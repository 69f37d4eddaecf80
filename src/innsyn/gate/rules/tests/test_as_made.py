"""What a rule stands on stays as it was made: nobody changes a fact, a visit's case or a rule on the way, and no name is printed."""

from dataclasses import is_dataclass
from importlib import import_module
from pathlib import Path

import pytest

import innsyn.gate.rules
from innsyn.gate import decide
from innsyn.gate.rules.patient_facts import PatientFacts

FOLDER = Path(innsyn.gate.rules.__file__).parent
MODULES = [decide, *(import_module(f"innsyn.gate.rules.{file.stem}") for file in sorted(FOLDER.glob("*.py")) if file.stem != "__init__")]
MADE = {
    f"{module.__name__}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if is_dataclass(value) and isinstance(value, type) and value.__module__ == module.__name__
}


@pytest.mark.parametrize("name", MADE)
def test_what_rules_look_at_cannot_be_changed(name):
    assert MADE[name].__dataclass_params__.frozen


def test_there_are_such_things():
    assert len(MADE) > 12


def test_neither_name_nor_number_of_a_patient_is_printed():
    facts = PatientFacts(name="Kari Nordby", number=("fnr", "02838099999"))
    assert "Nordby" not in repr(facts)
    assert "028380" not in repr(facts)
