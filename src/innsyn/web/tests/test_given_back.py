"""What somebody has written is not lost where she is turned away: it is given back to copy, her own words alone, and kept nowhere."""

from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from innsyn.kernel.outcome import Verdict
from innsyn.web.fields import Fields, Upload
from innsyn.web.security.forgery import FIELD, is_said_to_be_ours
from innsyn.web.serving.given_back import LONGEST, LONGEST_NAME, MOST_FILES, given_back
from innsyn.web.testing import Site, a_citizen, a_health_worker, a_visit
from innsyn.web.testing.pages import checked
from innsyn.web.testing.site import TOKEN
from innsyn.web.tests import slice_of_all_needs, slice_of_whose
from innsyn.web.tests.test_acting import ARNE, JONAS

OURS = {"sec-fetch-site": "same-origin"}
DESK = "/desk/visit/00000000-0000-0000-0000-000000000003/write"
WRITTEN = {"subject": "Attest", "words": "Mor trenger\nen attest."}
FORM = {FIELD: TOKEN, **WRITTEN, "draft": "hidden-7f3a", "to": "99000017", "number": "hidden-number"}
OVER = replace(JONAS, verdict=Verdict(False, "gate.rule.any", "REP-31"))


@pytest.fixture
def site():
    return Site([slice_of_all_needs.FEATURE, slice_of_whose.FEATURE], unavailable=(slice_of_all_needs.RecordAway,))


async def in_anothers_record(site, acting, *, is_now_at_home=False):
    kari = a_citizen()
    own, other = site.gate.know(a_visit(kari)), site.gate.know(a_visit(kari, owner=2, number=2, role=acting.role))
    site.gate.actings[other.id] = acting
    return await (site.citizen(kari, own) if is_now_at_home else site.citizen(kari, own, other))


async def at_home(site):
    kari = a_citizen()
    return await site.citizen(kari, site.gate.know(a_visit(kari)))


async def in_haste(site):
    kari = await at_home(site)
    for _ in range(30):
        await kari.client.post("/papers", data={FIELD: TOKEN}, headers=OURS)
    return kari


async def stranger(site):
    return site.stranger()


WHO = {
    "power": lambda site: in_anothers_record(site, OVER),
    "area": lambda site: in_anothers_record(site, ARNE),
    "moved": lambda site: in_anothers_record(site, JONAS, is_now_at_home=True),
    "logged-out": stranger,
    "haste": in_haste,
    "door": lambda site: site.staff(a_health_worker()),
    "over": lambda site: site.staff(a_health_worker(), a_visit(a_health_worker(), number=3)),
}
TURNED_AWAY = [
    ("power", "/papers", {}, 403, "ikke handle for denne personen"),
    ("area", "/papers", {}, 403, "ikke åpen for deg"),
    ("moved", "/papers", {"form_visit": "00000000-0000-0000-0000-000000000002"}, 409, "byttet person"),
    ("logged-out", "/papers", {}, 403, "logget ut"),
    ("home", "/papers", {FIELD: "of-an-older-session"}, 403, "kunne ikke sendes"),
    ("haste", "/papers", {}, 429, "litt fort"),
    ("door", "/papers", {}, 403, "annen dør"),
    ("home", "/papers", {"fails": "absent"}, 404, "ingenting å vise"),
    ("home", "/papers", {"fails": "away"}, 503, "når ikke journalen"),
    ("home", "/papers", {"fails": "broken"}, 500, "gikk galt"),
    ("over", DESK, {}, 403, "Oppslaget er avsluttet"),
    ("door", DESK, {}, 404, "ingenting å vise"),
]


def given(page):
    return [each.text_content().strip() for each in page.tree.xpath("//main//textarea[@readonly]")]


@pytest.mark.parametrize(("who", "path", "more", "status", "heading"), TURNED_AWAY)
async def test_whoever_is_turned_away_gets_her_own_words_back_and_nothing_else(site, who, path, more, status, heading):
    writer = await WHO.get(who, at_home)(site)
    with capture_logs() as logged:
        answer = await writer.client.post(path, data={**FORM, **more}, headers=OURS)
    page = checked(answer)
    assert (answer.status_code, answer.headers["cache-control"]) == (status, "no-store")
    assert heading in page.heading
    assert given(page) == [words for name, words in WRITTEN.items() if path == "/papers" or name == "words"]
    assert not any(FORM[name] in answer.text for name in ("draft", "to", "number"))
    assert "attest" not in str(logged).lower()


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "none"}, {"origin": "https://evil.example"}, {"accept": "text/html"}]
)
@pytest.mark.parametrize("who", ["home", "logged-out"])
async def test_nothing_is_given_back_to_a_post_that_the_browser_does_not_say_is_ours(site, who, headers):
    writer = await WHO.get(who, at_home)(site)
    answer = await writer.client.post("/papers", data={**FORM, FIELD: "forged"}, headers=headers)
    assert answer.status_code == 403
    assert "attest" not in answer.text.lower()


async def test_what_was_given_back_is_on_no_other_page_and_for_nobody_else(site):
    writer, other = await in_anothers_record(site, OVER), await stranger(site)
    assert given(await writer.post("/papers", WRITTEN, status=403))
    assert not given(await writer.get("/papers", status=403))
    assert not given(await writer.post("/papers", status=403))
    assert not given(await other.post("/papers", {"subject": ""}, status=403))


async def test_what_is_given_back_is_only_words(site):
    nasty = '</textarea><script>alert(1)</script>{{ 7 * 7 }}"'
    page = await (await in_anothers_record(site, OVER)).post("/papers", {"words": nasty}, status=403)
    assert given(page) == [nasty]
    assert "<script>alert" not in page.answer.text


async def test_files_are_named_since_they_must_be_chosen_again(site):
    writer = await in_anothers_record(site, OVER)
    files = {"file": ("C:\\bilder\\<b>utslett.png", b"octets of a picture", "image/png")}
    page = checked(await writer.client.post("/papers", data={FIELD: TOKEN}, files=files, headers=OURS))
    assert "velge på nytt" in page.main
    assert page.tree.xpath("//main//section//li/text()") == ["<b>utslett.png"]
    assert "octets" not in page.text


@pytest.mark.parametrize(
    ("language", "title", "ask"),
    [
        ("nb", "Ta vare på det du skrev", "gi deg en ny fullmakt"),
        ("nn", "Ta vare på det du skreiv", "gi deg ei ny fullmakt"),
        ("en", "Keep what you wrote", "a new power of attorney"),
        ("se", "Vurke dan maid čállet", "ođđa fápmudusa"),
    ],
)
async def test_it_says_what_to_do_in_the_readers_language(site, language, title, ask):
    kari = a_citizen()
    own, other = site.gate.know(a_visit(kari)), site.gate.know(a_visit(kari, owner=2, number=2, role="parent"))
    site.gate.actings[other.id] = OVER
    page = await (await site.citizen(kari, own, other, accept_language=language)).post("/papers", WRITTEN, status=403)
    assert title in page.main
    assert ask in page.main
    assert len({label.text_content() for label in page.tree.xpath("//main//label")}) == 2


@pytest.mark.parametrize("name", ["C:\\bilder\\utslett.png", "../bilder/utslett.png", "utslett.png"])
def test_a_file_is_named_without_where_it_lies(name):
    assert given_back((), Fields([], [("file", Upload(name, "", b""))])).files == ("utslett.png",)


def test_what_is_given_back_is_bounded():
    form = Fields([("words", "ø" * (LONGEST + 1)), ("other", "x")], [("f", Upload("n" * 999, "", b""))] * (MOST_FILES + 1))
    found = given_back(("words", "missing"), form)
    assert (found.words, found.is_cut) == (("ø" * LONGEST,), True)
    assert found.files == ("n" * LONGEST_NAME,) * MOST_FILES
    assert not given_back(("words",), Fields([("words", " \r\n ")], [("f", Upload("", "", b""))]))
    assert "ø" not in repr(found)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"origin": "https://here"}, True),
        ({"sec-fetch-site": "same-origin", "origin": "https://here"}, True),
        ({}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "same-site", "origin": "https://here"}, False),
        ({"origin": "null"}, False),
    ],
)
def test_only_the_browser_itself_can_say_that_a_post_is_ours(headers, expected):
    assert is_said_to_be_ours(headers, host="here") is expected
