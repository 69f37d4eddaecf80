"""The page of the rules: open to anybody, every rule at its own address, in every language, readable without script."""

from datetime import date

import pytest

from innsyn.features import rules
from innsyn.gate.chosen import Chosen
from innsyn.gate.rules.book import RULES
from innsyn.gate.rules.policy import NATION, Delay, Policy
from innsyn.gate.tests.decisions import chooses
from innsyn.gate.tests.samples import OTHER_TRUST, TRUST
from innsyn.web import LOCALES

DELAYED = "Delayed access opens by itself after 30 days"


async def read(site, language="nb", query=""):
    return await site.stranger(accept_language=language).get(f"/rules{query}")


def texts(page, path):
    return [" ".join(each.text_content().split()) for each in getattr(page, "tree", page).xpath(path)]


@pytest.mark.parametrize("language", LOCALES)
async def test_anybody_reads_every_rule_at_its_own_address_in_every_language(site, language):
    page = await read(site, language)
    assert set(page.tree.xpath("//article/@id")) == {rule.key for rule in RULES}
    assert len(texts(page, "//article//li[@data-speaks]")) == sum(len(rule.vectors) for rule in RULES)


async def test_the_examples_are_folded_and_all_open_when_asked_for(site):
    folded, opened = await read(site), await read(site, query="?examples=all")
    assert len(folded.tree.xpath("//details[@class='rule__examples'][not(@open)]")) == len(RULES)
    assert len(opened.tree.xpath("//details[@class='rule__examples'][@open]")) == len(RULES)
    assert folded.links["Vis alle eksempler"] == "/rules?examples=all#examples"
    assert opened.links["Skjul eksemplene"] == "/rules#examples"


async def test_a_rule_says_what_it_does_what_it_stands_on_and_whether_it_is_told(site):
    page = await read(site, "en")
    (opens,) = texts(page, "//article[@id='REP-10']")
    assert opens.startswith("REP-10 Opens for reading You have parental responsibility")
    assert "Stands on: pasient- og brukerrettighetsloven § 3-4 første ledd, § 4-4" in opens
    assert "Whoever is stopped" not in opens
    (told,), (silent,) = texts(page, "//article[@id='OWN-3']"), texts(page, "//article[@id='SHIELD-2']")
    assert "OWN-3 Closes for reading and writing" in told
    assert "Whoever is stopped is told why" in told
    assert "SHIELD-2 Closes for reading The patient" in silent
    assert "Whoever is stopped sees it as if nothing were there" in silent


async def test_each_example_is_marked_with_whether_the_rule_does_it(site):
    page = await read(site, "en")
    parents = texts(page, "//article[@id='REP-10']//li")
    assert parents[0] == "Opens A parent reads a document. The patient turns 12 tomorrow."
    assert "Does not open A parent reads a document. The patient turns 12 today." in parents
    assert "Closes A nurse at the hospital reads a document. The patient has blocked this very person." in texts(
        page, "//article[@id='SHIELD-1']//li"
    )


async def test_the_page_tells_everybody_what_it_does_not_tell_whom_it_stops(site):
    (page,) = texts(await read(site, "en"), "//article[@id='REP-1']/h3")
    assert page == "Someone with a protected address (code 6 or 7) cannot be represented online."


async def test_ages_are_drawn_and_said(site):
    page = await read(site, "en")
    (national,) = [texts(row, "td") for row in _rows(page, "The national rule")]
    assert national == ["Only parents and guardians", "Nobody", "Nobody", "Only the young person"]
    graded = {texts(row, "th")[0]: texts(row, "td") for row in _rows(page, "The staircase")}
    assert graded["Documents"] == ["Only parents and guardians", "Both", "Only the young person", "Only the young person"]
    assert graded["Allergies and vaccines"][2:] == ["Both", "Only the young person"]
    assert graded["Messages"][1:] == ["Only the young person"] * 3
    assert graded["Payments"] == ["Only parents and guardians"] * 3 + ["Only the young person"]


def _rows(page, caption):
    (table,) = [table for table in page.tree.xpath("//table[@class='ages']") if texts(table, "caption") == [caption]]
    return table.xpath("tbody/tr")


async def test_where_nobody_has_chosen_the_laws_own_rule_holds(site):
    page = await read(site, "en")
    assert "Nobody has chosen anything. The law's own rule holds everywhere." in texts(page, "//section[@id='choices']")[0]


async def test_what_a_trust_has_chosen_stands_there_with_its_day(world):
    await chooses(world.gate_world, TRUST, ages="graded", delays=(Delay("DocumentReference", None, 14),))
    await chooses(world.gate_world, NATION, delayed_days=30, tells_shields=False)
    await chooses(world.gate_world, OTHER_TRUST, since=date(2027, 1, 1), ages="graded")
    page = await world.site((rules.FEATURE,)).stranger(accept_language="en").get("/rules")
    standing, coming = page.tree.xpath("//section[@id='choices']//table")
    assert [texts(row, "th|td") for row in standing.xpath("tbody/tr")] == [
        ["The whole country", "1 January 2026", "The national rule", f"{DELAYED} Personnel do not learn that something is blocked"],
        ["Fjordby helseforetak", "1 January 2026", "The staircase", "Documents wait 14 days after signing"],
    ]
    assert [texts(row, "th|td") for row in coming.xpath("tbody/tr")] == [
        ["Dalen sykehus", "1 January 2027", "The staircase", "Nothing else"]
    ]


async def test_a_choice_says_whose_it_is_and_whether_it_is_to_come(world):
    await chooses(world.gate_world, TRUST, ages="graded")
    await chooses(world.gate_world, "999999999", since=date(2027, 1, 1))
    gate, now = world.gate_world.gate, world.site(()).clock()
    assert await gate.choices(now) == (
        Chosen("999999999", "999999999", Policy(since=date(2027, 1, 1)), is_coming=True),
        Chosen(TRUST, "Fjordby helseforetak", Policy(since=date(2026, 1, 1), ages="graded"), is_coming=False),
    )
