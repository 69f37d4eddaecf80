"""The page of the log: who, where, when, what and why; filter and paging; and odd addresses do no harm."""

import re
from datetime import timedelta

import pytest

from innsyn.features import access_log
from innsyn.gate.tests.samples import KEYS, NOW
from innsyn.web import Notice, NoticeKind


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
    said = "Nina Sykepleier (sykepleier) ved Kirurgisk sengepost, Fjordby sykehus, Fjordby helseforetak åpnet journalen 22. november 2026"
    assert said in text
    assert "og oppga «Planlagt time» som grunn." in text


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


async def test_what_is_unusual_is_marked_calmly_and_can_be_chosen_alone(kari):
    await visited_by(kari, "Ordinære Ola")
    await visited_by(kari, "Nina Kari")
    await kari.has({"resourceType": "Encounter", "status": "finished", "class": {"code": "AMB"}}, "besok-1")
    await visited_by(kari, "Senere Siri")
    marked = lines(await kari.get("/access-log?kind=marked"))
    assert len(marked) == 2
    assert "Dette kan godt være i orden." in marked[0].text_content()
    assert "Ingen kjent avtale" in marked[0].text_content()
    assert not any("Siri" in line.text_content() for line in marked)
    siri = next(line for line in lines(await kari.get("/access-log")) if "Siri" in line.text_content())
    assert "kan godt være i orden" not in siri.text_content()


def address_of(line):
    """The address of a line alone."""
    return next(href for href in line.xpath(".//a/@href") if href.endswith("/why")).removesuffix("/why")


async def test_one_line_alone_says_the_same_and_is_not_told_of_any_more(kari):
    await visited_by(kari, "Nina Sykepleier", emergency=True)
    listed = lines(await kari.get("/access-log"))[0]
    address, (number, _) = address_of(listed), await kari.world.person("kari")
    told = Notice(kind=NoticeKind.EMERGENCY_ACCESS, to=KEYS.person_key(number.value), about=address, once="access/1", at=NOW)
    await kari.site.notices.tell(told)
    page = await kari.get(address)
    assert listed.xpath(".//p[contains(@class, 'access__said')]")[0].text_content() in page.main
    assert (await kari.site.notices.fate(told.once)).state == "withdrawn"


async def test_who_is_told_of_what_leads_to_the_choice(kari):
    assert "/settings/notices" in (await kari.get("/access-log")).links.values()


@pytest.mark.parametrize("place", ["x", "3f0c1d2e-4b5a-4c6d-8e7f-901234567890", "%00", "00000000-0000-0000-0000-00000000000"])
async def test_a_line_that_is_not_hers_is_absent(kari, world, place):
    ola = await world.citizen("ola", access_log.FEATURE)
    await visited_by(ola, "Nina Sykepleier")
    his = address_of(lines(await ola.get("/access-log"))[0])
    assert (await kari.client.get(his)).status_code == 404
    assert (await kari.client.get(f"/access-log/{place}")).status_code in (400, 404)


async def test_only_emergencies_can_be_chosen(kari):
    await visited_by(kari, "Ordinære Ola")
    await visited_by(kari, "Hastige Hanne", emergency=True)
    page = await kari.get("/access-log?kind=emergency")
    assert [("Hanne" in line.text_content(), "Ola" in line.text_content()) for line in lines(page)] == [(True, False)]


async def test_oneself_is_there_only_when_asked_for(kari):
    await kari.get("/access-log")
    assert not lines(await kari.get("/access-log"))
    assert "Du åpnet journalen din" in lines(await kari.get("/access-log?who=self"))[0].text_content()


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
        seen += [re.search(r"Nr\d+", line.text_content())[0] for line in lines(page)]
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
    await visited_by(kari, "Nina Sykepleier")
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
