"""The FHIR interface's settings: required profiles by name, and a wrong name said at start."""

import pytest

from innsyn.main.fhir import requirements
from innsyn.main.settings import SettingProblem, read_settings

PATIENT = "http://hl7.no/fhir/StructureDefinition/no-basis-Patient"


@pytest.mark.parametrize("said", ["no-basis-Patient", PATIENT])
def test_a_profile_is_required_of_its_type_by_name_or_address(said):
    assert requirements(read_settings({"INNSYN_REQUIRED_PROFILES": said})).by_type == {"Patient": (PATIENT,)}


def test_nothing_is_required_unless_it_is_said():
    assert requirements(read_settings({})).by_type == {}


def test_a_profile_that_is_not_held_is_said_at_start():
    with pytest.raises(SettingProblem, match="INNSYN_REQUIRED_PROFILES"):
        requirements(read_settings({"INNSYN_REQUIRED_PROFILES": "no-basis-Nothing"}))
