"""A few people of the nation, read once: children beside twelve, a wish, a shield, a daughter with power, a protected child."""

from datetime import date

import pytest

from innsyn.main.rule_changes.choosing import told_choices
from innsyn.main.rule_changes.comers import Comers
from innsyn.main.rule_changes.records import records
from innsyn.main.world import SEED
from innsyn.sandbox.people.nation import nation

TODAY = date(2026, 11, 22)
FEW = ("elias", "tuva", "solveig", "arne", "kari", "nils")


class Few:
    """Some of the nation, and who comes to them."""

    def __init__(self):
        self.nation = nation(SEED, TODAY)
        self.told = []
        self.records = records(self.nation, lambda *progress: self.told.append(progress), FEW)
        self.comers = Comers(self.nation)
        self.choices = told_choices(self.nation)
        self.trusts = {each.number: each.name for each in self.nation.organisations.values() if each.number}

    def of(self, key):
        """One record."""
        return next(record for record in self.records if record.key == key)


@pytest.fixture(scope="session")
def few():
    """Read them."""
    return Few()
