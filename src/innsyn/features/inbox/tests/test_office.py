"""The office's own choices: what it promises, the words it has at hand, and how it went."""

from dataclasses import replace
from datetime import timedelta

import pytest

from innsyn.features.conftest import THEN
from innsyn.gate.tests.samples import NURSE_HPR, OTHER_TRUST, TRUST, VET_HPR
from innsyn.web.messaging import AnswerTime

OFFICE = "/desk/inbox/office"
PROMISES = {"e-contact": "2", "e-consultation": "4", "renewal": "3", "secure-mail": "10"}
ONE = AnswerTime(organisation=TRUST, kind="e-contact", answered_at=THEN, waited_s=7_200, is_kept=True)


def version(page):
    """The version of the choices that a page shows."""
    return page.form(f"{OFFICE}/promise")["version"]


async def promised(office, kind, organisation=TRUST):
    return (await office.gate.inboxes.of(organisation)).days(kind)


async def test_five_working_days_are_promised_where_nothing_is_chosen(office):
    page = await (await office.at_work()).get(OFFICE)
    assert page.form(f"{OFFICE}/promise")["e-contact"] == "5"
    assert await promised(office, "e-contact") == 5


async def test_a_promise_holds_from_now_on_for_whoever_writes(office):
    nina = await office.at_work()
    assert await nina.post(f"{OFFICE}/promise", {**PROMISES, "version": version(await nina.get(OFFICE))}) == OFFICE
    assert [await promised(office, kind) for kind in PROMISES] == [2, 4, 3, 10]
    assert await promised(office, "e-contact", OTHER_TRUST) == 5


@pytest.mark.parametrize("odd", [{"e-consultation": "6"}, {"e-contact": "0"}, {"renewal": ""}, {"secure-mail": "x"}])
async def test_more_than_is_allowed_is_not_promised(office, odd):
    nina = await office.at_work()
    page = await nina.post(f"{OFFICE}/promise", {**PROMISES, **odd, "version": ""}, status=422)
    assert "Skriv et helt antall virkedager" in page.main
    assert await promised(office, "e-contact") == 5


async def test_a_template_is_kept_changed_and_removed(office):
    nina = await office.at_work()
    await nina.post(f"{OFFICE}/template", {"title": "Ring", "words": "Ring oss.", "key": "", "version": ""})
    page = await nina.get(f"{OFFICE}?template=t1")
    fields = page.form(f"{OFFICE}/template")
    assert (fields["title"], fields["key"]) == ("Ring", "t1")
    await nina.post(f"{OFFICE}/template", {**fields, "words": "Ring oss i morgen."})
    (one,) = (await office.gate.inboxes.of(TRUST)).templates
    assert (one.key, one.words) == ("t1", "Ring oss i morgen.")
    page = await nina.get(OFFICE)
    await nina.post(f"{OFFICE}/template/remove", page.form(f"{OFFICE}/template/remove"))
    assert (await office.gate.inboxes.of(TRUST)).templates == ()


@pytest.mark.parametrize("fields", [{"title": ""}, {"words": " "}, {"title": "x" * 81}, {"words": "x" * 4_001}])
async def test_half_a_template_is_not_kept(office, fields):
    nina = await office.at_work()
    await nina.post(f"{OFFICE}/template", {"title": "Ring", "words": "Ring oss.", "key": "", "version": "", **fields}, status=422)
    assert (await office.gate.inboxes.of(TRUST)).templates == ()


async def test_what_a_colleague_chose_meanwhile_is_not_overwritten(office):
    nina, ola = await office.at_work(), await office.ola()
    read = version(await ola.get(OFFICE))
    await nina.post(f"{OFFICE}/template", {"title": "Ring", "words": "Ring oss.", "key": "", "version": read})
    await ola.post(f"{OFFICE}/promise", {**PROMISES, "version": read})
    assert "En kollega endret dette samtidig" in (await ola.get(OFFICE)).text
    stands = await office.gate.inboxes.of(TRUST)
    assert (len(stands.templates), stands.days("e-contact")) == (1, 5)


async def test_how_it_went_is_told_kind_by_kind_for_thirty_days(office):
    times = office.site.messaging.answer_times
    for one in (ONE, replace(ONE, waited_s=10_800, is_kept=False), replace(ONE, answered_at=THEN - timedelta(days=31), waited_s=1)):
        await times.keep(one)
    await times.keep(replace(ONE, organisation=OTHER_TRUST))
    page = await (await office.at_work()).get(OFFICE)
    for words in ("E-kontakt", "2 timer", "50 prosent", "5 virkedager"):
        assert words in page.main, words


async def test_where_nothing_was_answered_it_says_so(office):
    assert "Ingen er besvart de siste 30 dagene" in (await (await office.at_work()).get(OFFICE)).main


@pytest.mark.parametrize("who", [{"hpr": VET_HPR, "name": "Vera Veterinær"}, {"level": "lower"}])
async def test_personnel_without_a_need_choose_nothing(office, who):
    vera = await office.at_work(**who)
    await vera.get(OFFICE, status=403)
    await vera.post(f"{OFFICE}/promise", {**PROMISES, "version": ""}, status=403)
    for path in ("template", "template/remove"):
        page = await vera.post(f"{OFFICE}/{path}", {"title": "x", "words": "y", "key": "", "version": ""}, status=403)
        assert [each.text.strip() for each in page.tree.xpath("//textarea")] == (["x", "y"] if path == "template" else [])
    assert (await office.gate.inboxes.of(TRUST)).version is None


@pytest.mark.parametrize("query", ["template=x", "template=t1"])
async def test_a_template_that_is_not_there_is_a_new_one(office, query):
    page = await (await office.at_work()).get(f"{OFFICE}?{query}")
    assert page.form(f"{OFFICE}/template")["key"] == ""


async def test_whoever_asks_is_told_of_promises_and_whoever_has_enough_is_told_no_more(office):
    nina, ola = await office.at_work(), await office.ola()
    assert "Ingen ved kontoret får varsel." in (await nina.get(OFFICE)).main
    assert await nina.post(f"{OFFICE}/told", {"do": "tell"}) == OFFICE
    assert "Du får varsel." in (await nina.get(OFFICE)).main
    assert "1 ved kontoret får varsel. Du får det ikke." in (await ola.get(OFFICE)).main
    (one,) = await office.site.messaging.watchers.of(TRUST)
    assert (one.hpr, one.since) == (NURSE_HPR, THEN)
    await nina.post(f"{OFFICE}/told", {"do": "stop"})
    assert await office.site.messaging.watchers.of(TRUST) == []


@pytest.mark.parametrize("who", [{"hpr": VET_HPR}, {"level": "lower"}, {"hpr": ""}])
async def test_personnel_without_a_need_are_told_of_no_promise(office, who):
    await (await office.at_work(**who)).post(f"{OFFICE}/told", {"do": "tell"}, status=403)
    assert await office.site.messaging.watchers.of(TRUST) == []
