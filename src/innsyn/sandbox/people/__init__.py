"""The people of the synthetic nation, those who treat them, and what the population register says of them."""

from innsyn.sandbox.people.nation import Nation, nation
from innsyn.sandbox.people.organisations import Organisation
from innsyn.sandbox.people.person import Person, Protection, Sex
from innsyn.sandbox.people.personnel import Personnel
from innsyn.sandbox.people.register import RegisterEntry, population_register

__all__ = ["Nation", "Organisation", "Person", "Personnel", "Protection", "RegisterEntry", "Sex", "nation", "population_register"]
