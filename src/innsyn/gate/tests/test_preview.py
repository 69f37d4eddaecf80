"""What somebody else would see, before anything is given: decided by the same rules, never more than the asker sees herself."""

import json
from datetime import timedelta

from innsyn.gate.grounds import REPRESENTS
from innsyn.gate.preview import Counted, Supposing, Viewer
from innsyn.gate.rules.relations import Grant, Period, Shield
from innsyn.gate.tests.samples import NOW, a_citizen_with, document
from innsyn.gate.visit import Actor, Ground
from innsyn.kernel.clock import norwegian_date
from innsyn.record.query import Query

DAUGHTER = Actor(kind="citizen", key="daughter", name="", level="high", is_adult=True, is_protected=False)
HILDE = Viewer(actor=DAUGHTER, role="attorney", ground=REPRESENTS["attorney"])
NURSE = Viewer(
    actor=Actor(kind="staff", key="n", name="", level="high", profession="SP", hpr="1", organisation="974749025"),
    role="staff",
    ground=Ground(purpose="TREAT", basis="gate.basis.appointment"),
)
DOCUMENTS = Query(("DocumentReference",))
CONDITION = {"resourceType": "Condition", "code": {"text": "x"}}


def granting(*areas, **more):
    return Supposing(grants=(Grant(id="new", key="daughter", areas=frozenset(areas), **more),))


async def seen(world, visit, viewer, supposing, **more):
    page = await world.gate.preview(visit, viewer, DOCUMENTS, NOW, supposing=supposing, **more)
    return {json.loads(row.body)["description"]: is_seen for row, is_seen in page.rows}, page.verdict


async def test_a_power_of_attorney_shows_what_it_would_open_and_nothing_is_opened(world):
    visit, _ = await a_citizen_with(world, document("Epikrise"), CONDITION)
    assert (await seen(world, visit, HILDE, granting("documents")))[0] == {"Epikrise": True}
    assert (await seen(world, visit, HILDE, granting("results")))[0] == {"Epikrise": False}
    shown, verdict = await seen(world, visit, HILDE, Supposing())
    assert (shown, verdict.rule) == ({"Epikrise": False}, "REP-31")


async def test_counts_part_what_the_asker_sees_into_what_the_viewer_sees_and_does_not(world):
    visit, _ = await a_citizen_with(world, document("Epikrise"), document("Brev"), CONDITION)
    types = ("DocumentReference", "Condition")
    assert await world.gate.preview_counts(visit, HILDE, types, NOW, supposing=granting("documents")) == Counted(2, 1)
    assert await world.gate.preview_counts(visit, HILDE, types, NOW) == Counted(0, 3)


async def test_what_is_withheld_from_the_asker_is_in_no_preview(world):
    visit, _ = await a_citizen_with(world, document("Hemmelig", "NORN_FFL"))
    assert (await seen(world, visit, NURSE, Supposing()))[0] == {}
    assert await world.gate.preview_counts(visit, NURSE, ("DocumentReference",), NOW) == Counted(0, 0)


async def test_a_shield_shows_what_it_would_close_and_to_whom(world):
    visit, (_, brev) = await a_citizen_with(world, document("Epikrise"), document("Brev"))
    shield = Shield(id="new", persons=frozenset({"1"}), references=frozenset({f"DocumentReference/{brev.id}"}))
    assert (await seen(world, visit, NURSE, Supposing(shields=(shield,))))[0] == {"Epikrise": True, "Brev": False}
    other = Shield(id="new", persons=frozenset({"2"}))
    assert (await seen(world, visit, NURSE, Supposing(shields=(other,))))[0] == {"Epikrise": True, "Brev": True}


async def test_a_day_to_come_is_decided_as_that_day_will_be(world):
    visit, _ = await a_citizen_with(world, document("Epikrise"))
    tomorrow = norwegian_date(NOW) + timedelta(days=1)
    supposing = granting("documents", period=Period(since=tomorrow))
    assert (await seen(world, visit, HILDE, supposing))[0] == {"Epikrise": False}
    assert (await seen(world, visit, HILDE, supposing, on=NOW + timedelta(days=1)))[0] == {"Epikrise": True}


async def test_a_preview_shows_the_reader_of_the_log_nothing_but_her_own_visit(world):
    visit, _ = await a_citizen_with(world, document("Epikrise"))
    before = len(await world.log(visit.owner))
    await world.gate.preview(visit, HILDE, DOCUMENTS, NOW, supposing=granting("documents"))
    rows = (await world.log(visit.owner))[before:]
    assert [(row.visit, row.detail) for row in rows] == [(visit.id, {"about": "preview"})]
