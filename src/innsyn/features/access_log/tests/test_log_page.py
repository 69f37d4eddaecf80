"""The page of the log: who, where, when, what and why; filter and paging; and odd addresses do no harm."""

from datetime import timedelta

import pytest

from innsyn.features import access_log
from innsyn.gate.tests.samples import NOW


def lines(page):
    return page.tree.xpath("//main//li[contains(@class, 'access')]")


async def visited_by(kari, *names, emergency=False, **more):
    """Let nurses open the record, one after the other."""
    gate_world = kari.world.gate_world
    for number, name in enumerate(names):
        actor = await gate_world.nurse(name=name)
        opens = gate_world.breaks_the_glass if emergency else gate_world.visits
        await opens(kari.owner, actor=actor, now=NOW + timedelta(seconds=number), **more)


async def test_a_nurse_is_there_with_name_place_time_and_reason(kari):
    await visited_by(kari, "Nina Sykepleier")
    page = await kari.get("/access-log")
    assert len(lines(page)) == 1
    text = lines(page)[0].text_content()
    for words in ("Nina Sykepleier", "Fjordby sykehus", "Planlagt time", "22. november 2026"):
        assert words in text


async def test_nobody_else_has_been_here_yet(kari):
    assert "Ingen har åpnet journalen din ennå." in (await kari.get("/access-log")).main


async def test_another_patients_visits_are_not_there(kari, world):
    ola = await world.citizen("ola", access_log.FEATURE)
    await visited_by(ola, "Nina Sykepleier")
    assert not lines(await kari.get("/access-log"))
    assert "Nina" not in (await kari.get("/access-log?who=all&kind=all")).main


async def test_emergency_access_is_loud(kari):
    await visited_by(kari, "Nina Sykepleier", emergency=True)
    line = lines(await kari.get("/access-log"))[0]
    assert "data-emergency" in line.attrib
    assert "Pasienten kan ikke svare selv" in line.text_content()


async def test_only_emergencies_can_be_chosen(kari):
    await visited_by(kari, "Ordinære Ola")
    await visited_by(kari, "Hastige Hanne", emergency=True)
    page = await kari.get("/access-log?kind=emergency")
    assert [("Hanne" in line.text_content(), "Ola" in line.text_content()) for line in lines(page)] == [(True, False)]


async def test_oneself_is_there_only_when_asked_for(kari):
    await kari.get("/access-log")
    assert not lines(await kari.get("/access-log"))
    assert "Du" in lines(await kari.get("/access-log?who=self"))[0].text_content()


async def test_a_day_can_be_chosen_and_both_ends_are_included(kari):
    await visited_by(kari, "Nina Sykepleier")
    day = "2026-11-22"
    assert len(lines(await kari.get(f"/access-log?since={day}&until={day}"))) == 1
    assert not lines(await kari.get("/access-log?until=2026-11-21"))
    assert not lines(await kari.get("/access-log?since=2026-11-23"))


async def test_what_matches_nothing_says_so_and_not_that_nobody_came(kari):
    await visited_by(kari, "Nina Sykepleier")
    assert "Ingen besøk passer til det du har valgt." in (await kari.get("/access-log?kind=refused")).main


async def test_many_visits_are_turned_page_by_page_none_lost_none_twice(kari):
    names = [f"Nr{number:03} Sykepleier" for number in range(45)]
    await visited_by(kari, *names)
    seen, path = [], "/access-log"
    while path:
        page = await kari.get(path)
        seen += [line.text_content().split()[0] for line in lines(page)]
        assert len(lines(page)) <= 20
        path = page.links.get("Eldre")
    assert seen == [name.split()[0] for name in reversed(names)]


async def test_turning_the_page_keeps_the_choice(kari):
    await visited_by(kari, *[f"Nr{number:03} Sykepleier" for number in range(21)])
    older = (await kari.get("/access-log?who=staff&since=2026-11-01")).links["Eldre"]
    assert "who=staff" in older
    assert "since=2026-11-01" in older
    assert "Til de nyeste" in (await kari.get(older)).links


@pytest.mark.parametrize(
    "query",
    [
        "who=everybody", "who=", "who=staff&who=self", "kind=<script>", "since=yesterday", "since=2026-02-30", "until=9999-12-31",
        "since=0001-01-01", "before=-1", "before=x", "before=99999999999999999999", "before=٣", "before=999999999999999999",
        "since=2026-12-01&until=2026-01-01", "x=%ff", "who=%ff",
    ],
)  # fmt: skip
async def test_an_odd_address_gives_a_whole_page(kari, query):
    await visited_by(kari, "Nina Sykepleier")
    page = await kari.get(f"/access-log?{query}")
    assert page.heading == "Hvem har sett journalen min"


async def test_a_zero_byte_in_the_address_is_no_address(kari):
    assert (await kari.client.get("/access-log?who=%00")).status_code == 400


async def test_markup_in_a_name_stays_words(kari, attacks):
    await visited_by(kari, *attacks)
    page = await kari.get("/access-log")
    assert not page.tree.xpath("//script[not(@src)] | //main//*[@onclick or @onload or @onerror or @style] | //main//iframe")


async def test_the_page_costs_the_same_whatever_the_log_holds(kari):
    before = await kari.statements("/access-log")
    await visited_by(kari, *[f"Nr{number:03} Sykepleier" for number in range(30)])
    assert await kari.statements("/access-log") == before


async def test_a_nurse_and_a_stranger_see_no_log(kari, world):
    nurse = await world.nurse("kari", access_log.FEATURE)
    assert (await nurse.client.get("/access-log")).status_code == 403
    assert (await world.stranger(access_log.FEATURE).client.get("/access-log")).status_code == 303


async def test_the_overview_shows_the_latest_three(world, overview_feature):
    kari = await world.citizen("kari", access_log.FEATURE, overview_feature)
    assert "Ingen helsepersonell har åpnet journalen din." in (await kari.get("/my-health")).main
    await visited_by(kari, "Anne Første", "Bente Andre", "Cato Tredje", "Dina Fjerde")
    text = (await kari.get("/my-health")).main
    assert [name in text for name in ("Anne", "Bente", "Cato", "Dina")] == [False, True, True, True]
