"""The page where a person is chosen: friendly, without script, and bound to the browser that came."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest

from innsyn.sandbox.simulators.openid.texts import LANGUAGES

ISSUER = "https://op.example/below"


async def page_at(wire, **changed):
    answer = await wire.authorize(**changed)
    return wire.attempt_on(answer), await wire.http.get(answer.headers["location"])


async def test_page_shows_the_cast_with_stories_and_every_eid(at_idporten):
    _, page = await page_at(at_idporten)

    assert page.status_code == 200
    for shown in ("Kari Aune", "Venter &lt;barn&gt;", "Lise Berg", "BankID", "Buypass", "Commfides", "MinID", "Klient one"):
        assert shown in page.text
    assert "Ekstra Person1" not in page.text


async def test_page_says_that_it_is_a_test_provider_in_the_language_asked_for(wire):
    _, page = await page_at(wire, ui_locales="en")

    assert '<html lang="en">' in page.text
    assert "For testing only" in page.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_page_exists_in_every_language(wire, language):
    attempt, _ = await page_at(wire)
    page = await wire.http.get(f"{ISSUER}/choose", params={"attempt": attempt, "language": language})

    assert f'<html lang="{language}">' in page.text


async def test_page_needs_no_script_and_allows_none(wire):
    _, page = await page_at(wire)
    policy = page.headers["content-security-policy"]

    assert "<script" not in page.text
    assert "style=" not in page.text
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self' https://client.example" in policy


async def test_no_person_number_is_on_the_page_or_in_its_address(wire):
    _, page = await page_at(wire)

    assert "17859010067" not in page.text
    assert "03828410015" not in str(page.url) + page.text


async def test_style_sheet_is_served_below_the_prefix(wire):
    _, page = await page_at(wire)
    answer = await wire.http.get("https://op.example/below/provider.css")

    assert 'href="/below/provider.css"' in page.text
    assert answer.headers["content-type"].startswith("text/css")


async def test_choosing_a_person_logs_in_with_the_eid_chosen(at_idporten):
    attempt, _ = await page_at(at_idporten)
    answer = await at_idporten.choose(attempt, person="kari", eid="minid")

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("https://client.example/back?code=")


async def test_search_finds_people_by_name_and_by_whole_number(at_idporten):
    attempt, _ = await page_at(at_idporten)

    assert "Tor Vik" in (await at_idporten.choose(attempt, words="tor v")).text
    assert "Tor Vik" in (await at_idporten.choose(attempt, words="30917510071")).text
    assert "Tor Vik" in (await at_idporten.choose(attempt, words="309175 10071")).text
    assert "Tor Vik" not in (await at_idporten.choose(attempt, words="3091751007")).text


async def test_search_keeps_the_page_short_and_says_so(at_idporten):
    attempt, _ = await page_at(at_idporten)
    page = await at_idporten.choose(attempt, words="ekstra")

    assert page.text.count("Ekstra Person") == 25
    assert "Det er flere" in page.text


@pytest.mark.parametrize("words", ["e", "finnes ikke"])
async def test_search_that_finds_nobody_says_so(at_idporten, words):
    attempt, _ = await page_at(at_idporten)

    assert "Fant ingen" in (await at_idporten.choose(attempt, words=words)).text


async def test_script_in_the_search_is_shown_as_text(at_idporten):
    attempt, _ = await page_at(at_idporten)
    page = await at_idporten.choose(attempt, words="<script>alert(1)</script>")

    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text


async def test_only_personnel_is_shown_at_the_personnels_provider(at_helseid):
    attempt, page = await page_at(at_helseid)

    assert "Kari Aune" not in page.text
    assert "Sengepost" in page.text
    assert "Hvem vil du være" in (await at_helseid.choose(attempt, person="kari")).text


async def test_attempt_cannot_be_finished_in_another_browser(wire):
    attempt, _ = await page_at(wire)
    wire.http.cookies.clear()

    assert (await wire.choose(attempt, person="lise")).status_code == 400
    assert (await wire.http.get(f"{ISSUER}/choose", params={"attempt": attempt})).status_code == 400


async def test_attempt_can_be_finished_once(wire):
    attempt, _ = await page_at(wire)

    assert (await wire.choose(attempt, person="lise")).status_code == 303
    assert (await wire.choose(attempt, person="lise")).status_code == 400


async def test_attempt_is_good_for_half_an_hour(wire):
    attempt, _ = await page_at(wire)
    wire.clock.move(timedelta(minutes=30))

    assert (await wire.choose(attempt, person="lise")).status_code == 400


async def test_unknown_hint_leads_to_the_page(wire):
    attempt, page = await page_at(wire, login_hint="nobody")

    assert attempt
    assert page.status_code == 200


async def test_forced_login_asks_again_although_a_session_lives(wire):
    await wire.code()
    reused = await wire.authorize()
    forced = await wire.authorize(prompt="login")

    assert reused.headers["location"].startswith("https://client.example/back")
    assert "/choose" in forced.headers["location"]


async def test_every_button_and_field_has_a_name(wire):
    _, page = await page_at(wire)
    outline = Outline()
    outline.feed(page.text)

    assert outline.headings[0] == "h1"
    assert outline.headings.count("h1") == 1
    assert outline.labelled >= outline.fields
    assert outline.title


class Outline(HTMLParser):
    """Reads what a screen reader leans on."""

    def __init__(self):
        super().__init__()
        self.headings, self.fields, self.labelled, self.title = [], set(), set(), False
        self._in_label = False

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag in ("h1", "h2", "h3"):
            self.headings.append(tag)
        if tag == "label":
            self._in_label = True
            self.labelled.add(given.get("for"))
        if tag == "input" and given.get("type") != "hidden":
            name = given.get("id") or f"{given['name']}={given['value']}"
            self.fields.add(name)
            if self._in_label:
                self.labelled.add(name)
        self.title = self.title or tag == "title"

    def handle_endtag(self, tag):
        if tag == "label":
            self._in_label = False
