"""Each need lets in whom it should, and nobody else."""

import pytest

from innsyn.web.testing import a_citizen, a_health_worker, a_visit

VISIT = "/desk/visit/00000000-0000-0000-0000-000000000002"


async def test_an_open_page_is_for_anyone(site, reader, nurse):
    for anyone in (site.stranger(), reader, nurse):
        assert "open hei" in (await anyone.get("/?words=hei")).main


async def test_a_citizen_sees_her_own_pages(reader):
    assert "own p1" in (await reader.get("/my-health")).main


async def test_a_health_worker_sees_the_desk_and_the_visit_she_opened(nurse):
    assert "desk" in (await nurse.get("/desk")).main
    page = await nurse.get(VISIT)
    assert f"visit p1 {VISIT}/x" in page.main
    assert "whole block" in page.text, "whose record it is stands on every page of a visit"


async def test_citizen_and_personnel_can_ask_for_health_contacts_from_their_pages(site, reader, nurse):
    for somebody, path in ((reader, "/contacts"), (nurse, "/desk/contacts")):
        site.health_contacts.is_available = True
        assert "found NoSuchContact" in (await somebody.get(path)).main
        site.health_contacts.is_available = False
        assert "found RegisterSilent" in (await somebody.get(path)).main


@pytest.mark.parametrize(
    ("path", "login"),
    [
        ("/my-health", "/login?return_to=/my-health"),
        ("/things/mine?a=1&b=%C3%A5", "/login?return_to=/things/mine%3Fa%3D1%26b%3D%25C3%25A5"),
        ("/desk", "/desk/login?return_to=/desk"),
        (VISIT, f"/desk/login?return_to={VISIT}"),
    ],
)
async def test_a_stranger_is_sent_to_the_right_door(site, path, login):
    answer = await site.stranger().client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, login)


async def test_a_strangers_post_is_answered_with_a_page_not_a_loss(site):
    for path in ("/things", "/desk/search", f"{VISIT}/leave"):
        assert "logget ut" in (await site.stranger().post(path, status=403)).heading


async def test_a_citizen_does_not_come_to_the_desk(reader):
    for path in ("/desk", VISIT):
        page = await reader.get(path, status=403)
        assert "helsepersonell på jobb" in page.main
    await reader.post("/desk/search", status=403)


async def test_a_health_worker_does_not_come_to_a_citizens_pages(nurse):
    assert "for innbyggere" in (await nurse.get("/my-health", status=403)).main
    await nurse.post("/things", status=403)


async def test_a_visit_another_opened_is_as_absent_as_none(site, nurse):
    site.gate.know(a_visit(a_health_worker("olav"), number=7))
    others = await nurse.get(VISIT[:-1] + "7", status=404)
    none = await nurse.get(VISIT[:-1] + "8", status=404)
    nonsense = await nurse.get("/desk/visit/nonsense", status=404)
    without_reference = [page.main.split("Referanse")[0] for page in (others, none, nonsense)]
    assert without_reference[0] == without_reference[1] == without_reference[2]


async def test_a_visit_that_is_over_says_how_to_go_on(site, nina):
    nurse = await site.staff(nina, a_visit(nina, number=9))
    assert "én time" in (await nurse.get(VISIT[:-1] + "9", status=403)).main


async def test_refused_and_absent_look_the_same(reader):
    refused, absent = await reader.get("/things/yours", status=404), await reader.get("/things/nobodys", status=404)
    assert refused.main.split("Referanse")[0] == absent.main.split("Referanse")[0]


async def test_a_citizen_whose_visit_is_gone_logs_in_again(site, kari):
    reader = await site.citizen(kari, a_visit(kari, number=4))
    assert "logget ut" in (await reader.get("/my-health", status=403)).heading


async def test_leaving_a_visit_closes_it(nurse):
    assert await nurse.post(f"{VISIT}/leave") == "/desk"
    await nurse.get(VISIT, status=404)


async def test_a_broken_block_leaves_an_honest_gap(reader):
    page = await reader.get("/my-health")
    assert [(part.get("id"), part.get("class")) for part in page.tree.xpath("//main//section")] == [
        ("broken", "failed"),
        ("whole", "ready"),
    ]


async def test_the_front_pages_own_blocks_are_not_the_overviews(site):
    page = await site.stranger().get("/")
    assert [part.get("id") for part in page.tree.xpath("//main//section")] == ["front"]


async def test_the_menu_shows_where_one_is(reader):
    page = await reader.get("/my-health")
    lines = page.tree.xpath("//nav[@class='ways']//a")
    assert [(line.text, line.get("aria-current")) for line in lines] == [("Things", None), ("Own", "page")]
    below = (await reader.get("/things/mine")).tree.xpath("//nav[@class='ways']//a[@aria-current]")
    assert [(line.text, line.get("aria-current")) for line in below] == [("Things", "true")]


async def test_the_page_says_who_is_logged_in_and_where_she_works(site, reader, nurse):
    assert "Kari Testesen" in (await reader.get("/my-health")).text
    desk = await nurse.get("/desk")
    assert "Nina Sykepleier" in desk.text
    assert "Kirurgisk sengepost" in desk.text
    assert desk.tree.get("data-door") == "desk"
    assert (await site.stranger().get("/")).tree.get("data-door") == "open"


async def test_two_people_in_one_site_never_mix(site):
    ola = a_citizen("ola", "Ola Testesen")
    kari = a_citizen()
    first = await site.citizen(ola, site.gate.know(a_visit(ola, owner=11, number=11)))
    second = await site.citizen(kari, site.gate.know(a_visit(kari, owner=12, number=12)))
    assert "own p11" in (await first.get("/my-health")).main
    assert "own p12" in (await second.get("/my-health")).main
