"""Who may set shields: the patient from sixteen, a parent until the twelfth birthday, and nobody for another by power of attorney."""

import pytest

from innsyn.features.conftest import NOW
from innsyn.features.shields.plan import Plan, fields_of, plan_of
from innsyn.features.shields.rules import decides, state
from innsyn.features.shields.tests.conftest import FEATURES, NEW, TODAY, Patient
from innsyn.gate.rules.relations import ALWAYS, Grant, Period
from innsyn.gate.standing.grants import grant_body
from innsyn.gate.tests.families import a_person
from innsyn.gate.tests.samples import a_number, create


@pytest.mark.parametrize(
    ("role", "years", "may"),
    [
        ("self", 16, "shields"),
        ("self", 15, "asks"),
        ("self", 12, "asks"),
        ("self", 11, "nobody"),
        ("self", None, "nobody"),
        ("parent", 11, "shields"),
        ("parent", 12, "nobody"),
        ("parent", None, "nobody"),
        ("guardian", 11, "nobody"),
        ("guardian", 40, "nobody"),
        ("attorney", 40, "nobody"),
        ("staff", 40, "nobody"),
    ],
)
def test_who_decides_by_role_and_age(role, years, may):
    assert decides(role, years) == may


def test_how_a_shield_stands_on_a_day():
    assert state(ALWAYS, is_lifted=False, today=TODAY) == "active"
    assert state(ALWAYS, is_lifted=True, today=TODAY) == "ended"
    assert state(Period(TODAY.replace(day=23)), is_lifted=False, today=TODAY) == "coming"
    assert state(Period(None, TODAY.replace(day=21)), is_lifted=False, today=TODAY) == "ended"
    assert state(Period(is_readable=False), is_lifted=False, today=TODAY) == "active"


async def test_a_parent_sets_a_shield_for_a_small_child_and_sees_it(at_home):
    home = await at_home(TODAY.replace(year=TODAY.year - 12, day=TODAY.day + 1))
    parent = await home.parent()
    assert "til barnet fyller 12 år" in (await parent.get("/shields")).main
    address = await parent.shields("everybody")
    assert "Alt helsepersonell" in (await parent.get(address)).main
    nurse = await home.world.gate_world.nurse()
    assert (await home.world.gate_world.visits(home.owner, actor=nurse)).verdict.rule == "SHIELD-1"


async def test_on_the_twelfth_birthday_it_is_no_longer_the_parents(home):
    parent = await home.parent()
    await parent.get("/shields", status=403)
    await parent.get(NEW, status=403)
    await parent.post(f"{NEW}/whom", {"kind": "everybody"}, status=403)
    page = await parent.post(f"{NEW}/confirm", {"note": "Avtalt med datteren min"}, status=403)
    assert [each.text.strip() for each in page.tree.xpath("//textarea")] == ["Avtalt med datteren min"]


def test_what_was_begun_in_one_record_is_not_gone_on_with_in_another():
    fields = fields_of(Plan(patient="child", kind="everybody", what="all"))
    assert plan_of(fields, "child").next_step == "lasting"
    assert plan_of(fields, "mother") == Plan(patient="mother")


async def test_with_a_power_of_attorney_shields_are_neither_seen_nor_set(world, kari):
    await kari.shields("everybody")
    number = a_number()
    world.gate_world.register.put(a_person(number))
    await world.gate_world.moves_in(number, name="Hilde")
    own = await world.gate_world.citizen((await world.person("kari"))[0], now=NOW)
    grant = Grant(id="", key="", areas=frozenset({"documents", "log"}))
    await world.gate_world.gate.write(own, [create(grant_body(grant, own.patient_id, number, "Hilde", NOW))], NOW)
    visit = await world.gate_world.acts_for(number, kari.owner, "attorney", now=NOW)
    mine = await world.gate_world.citizen(number, now=NOW)
    hilde = Patient(await world.enters(kari.owner, mine, visit, site=world.site(FEATURES)))
    page = await hilde.get("/shields", status=403)
    assert "Med fullmakt eller som verge kan du ikke sperre" in page.main
    await hilde.post(f"{NEW}/whom", {"kind": "everybody"}, status=403)
