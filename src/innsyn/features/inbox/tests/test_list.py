"""The list of an office: who waits, in which order, and for whose eyes."""

from datetime import timedelta

import pytest

from innsyn.features.conftest import THEN
from innsyn.features.inbox.tests.conftest import LATER, SOON
from innsyn.gate import worklists
from innsyn.gate.tests.samples import OTHER_TRUST, VET_HPR

LIST = "/desk/inbox"


def subjects(page):
    """The subjects of a list, from above."""
    return [" ".join(button.text_content().split()) for button in page.tree.xpath("//button[@name='conversation']")]


async def test_who_was_promised_an_answer_first_stands_first(office):
    await office.writes("kari", subject="Attest", promised_until=LATER)
    await office.writes("ola", subject="Sår", promised_until=THEN - timedelta(hours=1))
    await office.writes("eli", subject="Time", promised_until=SOON)
    page = await (await office.at_work()).get(LIST)
    assert subjects(page) == ["Sår", "Time", "Attest"]
    for words in ("Over tiden", "Haster", "I god tid", "Kari", "E-kontakt", "1 samtale på denne siden er over svartiden"):
        assert words in page.main, words


async def test_a_message_is_not_in_the_list(office):
    await office.writes("kari", "Dette er om helsen min")
    assert "helsen min" not in (await (await office.at_work()).get(LIST)).text


async def test_looking_stands_in_each_patients_log_once_a_day(office):
    await office.writes("kari")
    nina = await office.at_work()
    _, owner = await office.world.person("kari")
    before = len(await office.world.gate_world.log(owner))
    await nina.get(LIST)
    await nina.get(LIST)
    rows = (await office.world.gate_world.log(owner))[before:]
    assert {row.action for row in rows} == {"search"}
    assert len({row.visit for row in rows}) == 1


async def test_an_empty_inbox_says_so(office):
    assert "Ingen venter på svar" in (await (await office.at_work()).get(LIST)).main


async def test_mine_and_nobodys_are_told_apart(office):
    mine, other = await office.writes("kari", subject="Min"), await office.writes("ola", subject="Olas")
    await office.writes("eli", subject="Ingens")
    nina, ola = await office.at_work(), await office.ola()
    await nina.post(f"{await office.opens(nina, mine)}/take")
    await ola.post(f"{await office.opens(ola, other)}/take")
    assert subjects(await nina.get(f"{LIST}?who=mine")) == ["Min"]
    assert subjects(await ola.get(f"{LIST}?who=mine")) == ["Olas"]
    assert subjects(await nina.get(f"{LIST}?who=nobodys")) == ["Ingens"]


async def test_a_kind_can_be_chosen(office):
    await office.writes("kari", subject="Attest")
    await office.writes("ola", subject="Utslett", kind="e-consultation")
    nina = await office.at_work()
    assert subjects(await nina.get(f"{LIST}?kind=e-consultation")) == ["Utslett"]
    assert subjects(await nina.get(f"{LIST}?kind=renewal")) == []


async def test_what_is_answered_and_what_is_closed_stand_by_themselves(office):
    answered, closed = await office.writes("kari", subject="Besvares"), await office.writes("ola", subject="Lukkes")
    nina = await office.at_work()
    await office.answers(nina, await office.opens(nina, answered))
    await nina.post(f"{await office.opens(nina, closed)}/close", {"code": "13"})
    assert subjects(await nina.get(LIST)) == []
    assert subjects(await nina.get(f"{LIST}?show=answered")) == ["Besvares"]
    assert subjects(await nina.get(f"{LIST}?show=closed")) == ["Lukkes"]


@pytest.mark.parametrize("query", ["show=x", "who=x&kind=y", "after=x", "to=x", "to=" + "9" * 40, "show=waiting&after=" + "a" * 500])
async def test_an_odd_address_is_answered_calmly(office, query):
    await office.writes("kari", subject="Attest")
    page = await (await office.at_work()).client.get(f"{LIST}?{query}")
    assert page.status_code == 200


async def test_another_organisation_sees_its_own_list_alone(office):
    task_id = await office.writes("kari", subject="Attest")
    stranger = await office.at_work(organisation=OTHER_TRUST, unit=OTHER_TRUST)
    assert "Attest" not in (await stranger.get(LIST)).main
    await stranger.post(f"{LIST}/open", {"conversation": task_id}, status=404)
    assert (await office.stands("kari", task_id)).state == "received"


@pytest.mark.parametrize("who", [{"hpr": VET_HPR, "name": "Vera Veterinær"}, {"level": "lower"}])
async def test_personnel_without_a_need_see_no_list(office, who):
    task_id = await office.writes("kari", subject="Attest")
    vera = await office.at_work(**who)
    page = await vera.get(LIST, status=403)
    assert "Attest" not in page.text
    assert "Innboks" not in (await vera.get("/desk")).main
    await vera.post(f"{LIST}/open", {"conversation": task_id}, status=404)
    await vera.post(f"{LIST}/next", status=403)
    await vera.post(f"{LIST}/batch", {"chosen": task_id, "do": "close"}, status=403)


async def test_a_citizen_is_refused_at_the_inbox(office):
    visit = await office.visit("kari")
    kari = await office.site.citizen(visit.actor, visit, accept_language="nb")
    for address in (LIST, f"{LIST}/office"):
        assert (await kari.client.get(address)).status_code == 403


@pytest.mark.parametrize("task_id", ["", "x", "s-0000000000000", "p0000000000001x-0000000000000", "../Patient/1", "%00"])
async def test_only_a_conversation_is_opened(office, task_id):
    await (await office.at_work()).post(f"{LIST}/open", {"conversation": task_id}, status=404)


async def test_the_desks_first_page_says_how_many_wait_too_long(office):
    await office.writes("kari", promised_until=THEN - timedelta(seconds=1))
    await office.writes("ola", promised_until=THEN + timedelta(seconds=1))
    await office.writes("eli")
    page = await (await office.at_work()).get("/desk")
    for words in ("3 venter på svar.", "1 over tiden"):
        assert words in page.main, words
    elsewhere = await office.at_work(organisation=OTHER_TRUST, unit=OTHER_TRUST)
    assert "Ingen venter på svar." in (await elsewhere.get("/desk")).main


async def test_more_than_ninety_nine_are_told_as_more(office, monkeypatch):
    monkeypatch.setattr(worklists, "MOST_COUNTED", 2)
    for number in range(3):
        await office.writes("kari", subject=str(number), promised_until=THEN + timedelta(hours=number - 3))
    page = await (await office.at_work()).get("/desk")
    for words in ("Mer enn 2 venter på svar.", "Minst 2 over tiden"):
        assert words in page.main, words


async def test_the_desks_first_page_leads_here_without_looking(office):
    await office.writes("kari")
    _, owner = await office.world.person("kari")
    before = len(await office.world.gate_world.log(owner))
    page = await (await office.at_work()).get("/desk")
    assert LIST in page.links.values()
    assert "1 venter på svar." in page.main
    assert len(await office.world.gate_world.log(owner)) == before


async def test_the_list_costs_the_same_with_few_and_with_many_and_is_read_fifty_at_a_time(office):
    nina, costs = await office.at_work(), []
    for numbers in (range(2), range(2, 52)):
        for number in numbers:
            await office.writes("kari", subject=str(number), promised_until=LATER + timedelta(minutes=number))
        for _ in range(2):
            page = await nina.get(LIST)
        costs.append(office.site.statements[-1])
    assert costs[0] == costs[1]
    assert subjects(page) == [str(number) for number in range(50)]
    (more,) = [href for words, href in page.links.items() if "Neste femti" in words]
    assert subjects(await nina.get(more)) == ["50", "51"]
