"""Lives by chance: whatever is decided, withdrawn and changed as days pass, nobody sees what the table denies, in any way of seeing.

The record, the gate and its log are the real ones; the table is the small world's, asked about the life's own account of what has happened.
INNSYN_ROUNDS says how many lives; the ordinary suite lives a few.
"""

# ruff: noqa: S311 -- the same chance every time is the point

import os
from dataclasses import replace
from datetime import date
from random import Random
from uuid import uuid4

import pytest

from innsyn.gate.register_memory import MemoryRegister
from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL
from innsyn.gate.standing.speakers import PATIENT_SPEAKS, Speaker
from innsyn.gate.tests import life_ways
from innsyn.gate.tests.life import Life, is_open
from innsyn.gate.tests.life_happens import her_aunt_has_begun_a_message, something_happens
from innsyn.gate.tests.life_table import Coming, allowed, is_protected
from innsyn.gate.tests.life_ways import Look, app_of, as_a_system, as_an_app, preview, search_with_total, the_list_of_what_is_withheld
from innsyn.gate.tests.samples import OTHER_TRUST, TRUST, World
from innsyn.gate.visit import CITIZEN_VISIT, STAFF_VISIT
from innsyn.record.condition import Everything
from innsyn.record.entry import Action, Entry
from innsyn.record.query import Query
from innsyn.record.record import Record

LIVES, STEPS = int(os.environ.get("INNSYN_ROUNDS", "6")), 14
BORN = (date(2014, 11, 24), date(2010, 11, 24), date(1980, 2, 3), date(2012, 11, 23), date(2010, 11, 22), date(2014, 11, 22))
"""Children on the days before they turn 12, 16 and 14, a grown-up, and two whose birthday is today."""

ROLES = {"self": "self", "mother": "parent", "father": "parent", "guardian": "guardian", "aunt": "attorney", "boy": "attorney"}
VIEWERS = (*ROLES, "nurse", "colleague", "emergency")
SYSTEMS = {TRUST: HOSPITAL, OTHER_TRUST: OTHER_HOSPITAL}


@pytest.fixture
async def world(database):
    record = await Record.open(database, size=4)
    yield await World(record, MemoryRegister()).settle()
    await record.close()


@pytest.mark.slow
@pytest.mark.uncounted
@pytest.mark.parametrize("seed", range(LIVES))
async def test_nothing_the_table_denies_is_ever_seen(world, seed):
    random = Random(seed)
    began = await world.record.following.end()
    life = await Life(world, BORN[seed % len(BORN)]).begins(graded=seed % 2 == 1 or seed % 6 == 0)
    await her_aunt_has_begun_a_message(life, random)
    visits, happened = {}, []
    for _ in range(STEPS):
        happened.append((await something_happens(life, random), life.now.isoformat()))
        try:
            await everybody_looks(life, visits, random, began)
        except AssertionError as error:
            raise AssertionError(f"{error}\nafter {happened}\n{life.account}") from error


async def everybody_looks(life, visits, random, began):
    """Let everybody look in every way, or in some, in a visit they have had for a while or in a new one."""
    rows = await everything(life)
    for viewer in VIEWERS:
        if viewer not in visits or random.random() < 0.4:
            visits[viewer] = await comes(life, viewer, rows)
        visit, coming = visits[viewer]
        if visit is None:
            del visits[viewer]
            continue
        look = Look(life, viewer, visit, allowed(life, viewer, coming, rows), rows)
        await search_with_total(look)
        await the_list_of_what_is_withheld(look)
        for way in random.sample(life_ways.WAYS, 2):
            await way(look, random)
    await she_previews(life, visits, random, rows)
    await nobody_is_told_of_what_is_denied(life, random, rows)
    await programs_ask(life, random, rows, began)


async def comes(life, viewer, rows):
    """Let somebody come. Returns her visit and coming; None when nobody let her in, and then the table lets her see nothing either."""
    visit, coming = await life.opens(viewer), coming_of(life, viewer)
    if is_open(visit):
        if viewer != "self" and coming.role != "staff":
            assert (visit.actor.is_adult, visit.actor.is_protected) == (coming.adult, coming.protected)
        return visit, coming
    assert allowed(life, viewer, coming, rows) == set(), visit
    return None, coming


def coming_of(life, viewer):
    """What is known of somebody who comes now."""
    now = life.now
    if viewer in ROLES:
        relative = getattr(life, viewer, None) if viewer in ("mother", "father", "guardian") else None
        adult = None if viewer == "self" else viewer != "boy" or life.account.today >= date(2026, 11, 24)
        return Coming(ROLES[viewer], now, CITIZEN_VISIT, adult, is_protected(relative.protection) if relative else False)
    purpose = "BTG" if viewer == "emergency" else ""
    basis = "gate.basis.after_death" if life.account.is_dead and not purpose else "gate.basis.appointment"
    organisation = OTHER_HOSPITAL if viewer == "colleague" else HOSPITAL
    return Coming("staff", now, STAFF_VISIT, purpose=purpose, basis=basis, organisation=organisation)


async def she_previews(life, visits, random, rows):
    """Let her look with somebody else's eyes."""
    own = visits.get("self")
    others = [viewer for viewer in visits if viewer != "self"]
    if own is None or not others:
        return
    viewer = random.choice(others)
    visit, coming = visits[viewer]
    theirs = allowed(life, viewer, replace(coming, opened_at=life.now), rows)
    await preview(Look(life, "self", own[0], allowed(life, "self", own[1], rows), rows), visit, theirs)


async def nobody_is_told_of_what_is_denied(life, random, rows):
    """Let somebody be told of each thing that people are told of: only those to whom the table gives it just now."""
    viewers = {life.gate.actors.citizen(number, level="high").key: who for who, number in life.citizens()}
    writers = [Speaker(as_=ROLES[who], key=key) for key, who in viewers.items() if who != "self"]
    for row in (each for each in rows if each.type in ("Appointment", "Communication")):
        wrote = random.choice((PATIENT_SPEAKS, *writers))
        for told in {viewers[each.key] for each in await life.gate.receivers.of(row, life.now, wrote=wrote)}:
            assert f"{row.type}/{row.id}" in allowed(life, told, coming_of(life, told), [row]), (row.type, told)


async def programs_ask(life, random, rows, began):
    """Let the systems of both trusts ask, and a program of hers or a nurse's."""
    organisation = random.choice(list(SYSTEMS))
    coming = Coming("system", life.now, STAFF_VISIT, purpose="HOPERAT", basis="gate.basis.client", organisation=SYSTEMS[organisation])
    await as_a_system(life, organisation, rows, allowed(life, "system", coming, rows), began)
    viewer = random.choice(("self", "nurse"))
    whose = replace(coming_of(life, viewer), basis="gate.basis.appointment")
    await as_an_app(life, await app_of(life, viewer), rows, allowed(life, viewer, whose, rows), random)


async def everything(life):
    """Every resource that stands in the record, whoever may see it."""
    entry = Entry(uuid4(), life.now, Action.SEARCH, {"about": "test"})
    query = Query(life_ways.TYPES, count=500)
    return list((await life.world.record.search(owner=life.owner, query=query, narrow=Everything(), stamp=None, entry=entry)).rows)
