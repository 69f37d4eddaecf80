"""Notices: the reader sees where she is told, chooses of what, and has her browsers told; nobody else does."""

from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import timedelta

import pytest

from innsyn.features import desk, settings
from innsyn.web.notices import Kind
from innsyn.web.notices.browsers import Browser, browser_id
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.choices import CHOSEN_GROUPS
from innsyn.web.notices.contact import Address, Contact
from innsyn.web.notices.kinds import Group
from innsyn.web.testing import Site, a_citizen, a_visit
from innsyn.web.testing.fakes import NOW

HOME = "/settings/notices"
CONTACT = Contact(
    status="active",
    email=Address(value="kari@example.no", confirmed_at=NOW - timedelta(days=30)),
    phone=Address(value="+4700000001", confirmed_at=NOW - timedelta(days=30)),
)
ENDPOINT = "https://fcm.googleapis.com/fcm/send/abc"


def packed(content):
    return urlsafe_b64encode(content).decode().rstrip("=")


BROWSER = {"endpoint": ENDPOINT, "p256dh": packed(b"\4" * 65), "auth": packed(b"a" * 16)}
CHOICES = {f"{group}-{channel}": "important" for group in CHOSEN_GROUPS for channel in Channel}


@pytest.fixture
def site():
    return Site([settings.FEATURE, desk.FEATURE])


@pytest.fixture
def kari():
    return a_citizen()


@pytest.fixture
async def reader(site, kari):
    site.contacts.known[kari.key] = CONTACT
    return await site.citizen(kari, site.gate.know(a_visit(kari)), accept_language="nb")


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se"])
async def test_the_page_is_whole_in_every_language(site, kari, language):
    reader = await site.citizen(kari, site.gate.know(a_visit(kari)), accept_language=language)
    assert (await reader.get(HOME)).tree.get("lang") == language


async def test_addresses_are_shown_with_where_they_are_changed_and_cannot_be_changed_here(reader):
    page = await reader.get(HOME)
    assert "kari@example.no" in page.main
    assert "+4700000001" in page.main
    assert "Du bekreftet dette 23. oktober 2026." in page.main
    assert page.links["Se og endre der"] == "https://minprofil.kontaktregisteret.no/"
    assert not {"email", "phone"} & set(page.form(HOME))


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        (replace(CONTACT, is_reserved=True), "Du har reservert deg"),
        (Contact(), "Du står ikke i kontaktregisteret"),
        (replace(CONTACT, phone=None), "Ikke registrert"),
        (replace(CONTACT, may_be_told=False), "Ikke bekreftet på over 18 måneder"),
        (
            replace(CONTACT, email=Address(value="k@example.no", confirmed_at=NOW - timedelta(days=600))),
            "Ikke bekreftet på over 18 måneder",
        ),
    ],
)
async def test_why_she_is_not_told_is_said(site, reader, kari, contact, said):
    assert said not in (await reader.get(HOME)).main
    site.contacts.known[kari.key] = contact
    assert said in (await reader.get(HOME)).main


async def test_while_the_register_is_away_the_page_says_so_and_the_rest_is_there(site, reader):
    site.contacts.is_away = True
    page = await reader.get(HOME)
    assert "Kontaktregisteret svarer ikke akkurat nå" in page.main
    assert "kari@example.no" not in page.main
    assert await reader.post(HOME, CHOICES) == HOME


async def test_what_is_chosen_is_kept_and_shown_again(site, reader, kari):
    chosen = CHOICES | {"record-sms": "all", "tasks-email": "none"}
    assert await reader.post(HOME, chosen) == HOME
    page = await reader.get(HOME)
    assert "Valgene er lagret." in page.text
    shown = page.form(HOME)
    assert {name: shown[name] for name in chosen} == chosen
    kept = await site.reach.wishes.of(kari.key)
    assert (kept.level(Group.RECORD, Channel.SMS), kept.level(Group.TASKS, Channel.EMAIL)) == ("all", "none")


async def test_before_anything_is_chosen_the_page_shows_what_holds(reader):
    shown = (await reader.get(HOME)).form(HOME)
    assert (shown["record-email"], shown["record-sms"]) == ("all", "important")


@pytest.mark.parametrize("wrong", [{"record-sms": "sometimes"}, {"record-sms": ""}])
async def test_what_is_no_choice_is_not_kept(site, reader, kari, wrong):
    await reader.post(HOME, CHOICES | wrong, status=422)
    assert not (await site.reach.wishes.of(kari.key)).chosen


async def test_what_guards_the_account_has_no_choice(site, reader, kari):
    page = await reader.get(HOME)
    assert "sier vi alltid fra" in page.main
    assert not any(name.startswith("security") for name in page.form(HOME))
    await reader.post(HOME, CHOICES | {"security-sms": "none"})
    assert (await site.reach.wishes.of(kari.key)).wants(Kind.REPRESENTATION_GIVEN, Channel.SMS)


async def test_a_browser_is_added_and_removed(site, reader, kari):
    assert await reader.post(f"{HOME}/browsers", BROWSER) == HOME
    (browser,) = await site.reach.browsers.of(kari.key)
    assert (browser.endpoint, browser.since) == (ENDPOINT, site.clock())
    page = await reader.get(HOME)
    assert page.tree.xpath("//@data-browser") == [browser_id(ENDPOINT)]
    assert ENDPOINT not in page.answer.text
    assert await reader.post(f"{HOME}/browsers/remove", {"browser": browser.id}) == HOME
    assert await site.reach.browsers.of(kari.key) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "https://evil.example/push"},
        {"endpoint": "http://fcm.googleapis.com/fcm/send/abc"},
        {"endpoint": "https://fcm.googleapis.com.evil.example/x"},
        {"endpoint": "https://fcm.googleapis.com:8443/x"},
        {"endpoint": "https://x@fcm.googleapis.com/x"},
        {"endpoint": "https://127.0.0.1/x"},
        {"endpoint": "https://evil.example/.notify.windows.com"},
        {"endpoint": "https://evil.example#.notify.windows.com"},
        {"endpoint": ENDPOINT + "x" * 1000},
        {"endpoint": ""},
        {"p256dh": packed(b"\4" * 64)},
        {"p256dh": packed(b"\2" * 65)},
        {"p256dh": "æøå"},
        {"auth": packed(b"a" * 15)},
        {"auth": ""},
    ],
)
async def test_nothing_is_ever_sent_to_an_address_that_is_no_push_service(site, reader, kari, wrong):
    await reader.post(f"{HOME}/browsers", BROWSER | wrong, status=422)
    assert await site.reach.browsers.of(kari.key) == []


async def test_a_push_service_below_a_star_is_one(site, reader, kari):
    await reader.post(f"{HOME}/browsers", BROWSER | {"endpoint": "https://db5p.notify.windows.com/w/?token=x"})
    assert len(await site.reach.browsers.of(kari.key)) == 1


async def test_nobody_removes_anothers_browser(site, reader, kari):
    hers = Browser(endpoint=ENDPOINT, key=b"\4" * 65, auth=b"a" * 16, since=NOW)
    await site.reach.browsers.add("ola", hers)
    await reader.post(f"{HOME}/browsers/remove", {"browser": hers.id})
    assert len(await site.reach.browsers.of("ola")) == 1


async def test_without_script_the_page_says_so_and_offers_no_button_that_does_nothing(reader):
    page = await reader.get(HOME)
    assert [part.get("data-push-say") for part in page.tree.xpath("//*[@data-push-say and not(@hidden)]")] == ["script"]


@pytest.mark.parametrize("path", [HOME, f"{HOME}/browsers", f"{HOME}/browsers/remove"])
async def test_without_the_forms_token_nothing_changes(site, reader, kari, path):
    answer = await reader.client.post(path, data=CHOICES | BROWSER)
    assert answer.status_code == 403
    assert not (await site.reach.wishes.of(kari.key)).chosen
    assert await site.reach.browsers.of(kari.key) == []


async def test_a_stranger_logs_in_first(site):
    answer = await site.stranger().client.get(HOME)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/login?return_to={HOME}")


async def test_the_worker_beside_the_pages_is_sent_from_the_root(site):
    answer = await site.stranger().client.get("/service-worker.js")
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, "text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    assert "showNotification" in answer.text


async def test_how_long_before_an_appointment_is_kept_beside_the_language(site, reader, kari):
    await reader.post("/settings", {"locale": "nn"})
    assert (await reader.get(HOME)).form(f"{HOME}/reminders")["hours"] == "48"
    assert await reader.post(f"{HOME}/reminders", {"hours": "168"}) == HOME
    assert (await reader.get(HOME)).form(f"{HOME}/reminders")["hours"] == "168"
    await reader.post("/settings", {"locale": "nb"})
    kept = await site.preferences.of(kari.key)
    assert (kept.reminder_hours, kept.locale) == (168, "nb")


@pytest.mark.parametrize("hours", ["", "1", "x", "-48"])
async def test_another_time_before_is_not_kept(site, reader, kari, hours):
    await reader.post(f"{HOME}/reminders", {"hours": hours}, status=422)
    assert (await site.preferences.of(kari.key)).reminder_hours == 48
