"""Several conversations at once: taken, given away, closed; what could not be done stays chosen."""

from innsyn.features.inbox.tests.conftest import OLA_HPR
from innsyn.gate.tests.samples import NURSE_HPR, OTHER_TRUST, VET_HPR

BATCH = "/desk/inbox/batch"


async def test_several_are_taken_at_once(office):
    some = [await office.writes(who) for who in ("kari", "ola")]
    nina = await office.at_work()
    assert await nina.post(BATCH, {"chosen": some, "do": "take"}) == "/desk/inbox"
    assert {(await office.stands(who, task_id)).taken_by_hpr for who, task_id in zip(("kari", "ola"), some, strict=True)} == {NURSE_HPR}


async def test_several_are_given_to_a_colleague(office):
    task_id = await office.writes("kari")
    nina = await office.at_work()
    await nina.post(BATCH, {"chosen": task_id, "do": "assign", "colleague": OLA_HPR})
    assert (await office.stands("kari", task_id)).taken_by == "Ola Olsen"


async def test_nothing_is_given_to_who_is_no_colleague(office):
    task_id = await office.writes("kari")
    nina = await office.at_work()
    for colleague in ("", "1234567", VET_HPR):
        page = await nina.post(BATCH, {"chosen": task_id, "do": "assign", "colleague": colleague}, status=422)
        assert "Velg hvilken kollega" in page.main
    assert (await office.stands("kari", task_id)).taken_by == ""


async def test_several_are_closed_and_an_unanswered_e_consultation_is_left(office):
    contact, consultation = await office.writes("kari"), await office.writes("ola", kind="e-consultation", subject="Utslett")
    nina = await office.at_work()
    page = await nina.post(BATCH, {"chosen": [contact, consultation], "do": "close"}, status=409)
    assert "1 samtale ble ikke endret" in page.main
    assert page.tree.xpath("//input[@name='chosen'][@checked]/@value") == [consultation]
    assert (await office.stands("kari", contact)).state == "closed"
    assert (await office.stands("ola", consultation)).state == "received"
    assert len(office.site.notices.told) == 1


async def test_choosing_nothing_is_told(office):
    await office.writes("kari")
    page = await (await office.at_work()).post(BATCH, {"do": "take"}, status=422)
    assert "Velg minst én samtale" in page.main


async def test_anothers_conversation_is_left_as_it_is(office):
    task_id = await office.writes("kari")
    stranger = await office.at_work(organisation=OTHER_TRUST, unit=OTHER_TRUST)
    await stranger.post(BATCH, {"chosen": task_id, "do": "take"}, status=409)
    assert (await office.stands("kari", task_id)).taken_by == ""


async def test_each_patients_log_has_its_own_line(office):
    some = [await office.writes(who) for who in ("kari", "ola")]
    await (await office.at_work()).post(BATCH, {"chosen": some, "do": "take"})
    for who in ("kari", "ola"):
        _, owner = await office.world.person(who)
        opened = [row for row in await office.world.gate_world.log(owner) if row.action == "open"]
        assert opened[-1].detail["ground"]["basis"] == "gate.basis.dialogue"
