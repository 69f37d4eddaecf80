"""Somebody chooses how she is told, and is told on telephone and screen that something waits, never what. Who has said no is not told."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import asyncpg
import pytest

from innsyn.gate.keys import open_keys
from innsyn.kernel.clock import system_clock
from innsyn.main.embedded import embedded
from innsyn.web.notices import Kind, Notice
from innsyn.web.notices.channel import Channel, is_quiet
from innsyn.web.notices.postgres import PostgresNotices

pytestmark = pytest.mark.journey

SENT_WITHIN = timedelta(minutes=10)
"""Told before the quiet hours, and not sent before they begin: nobody waits for it then."""
TELLING = ("melding", "dokument", "journal", "http")


def tell(demo, key, kind=Kind.MESSAGE_RECEIVED):
    """Tell one of the cast of something, as a feature would; Playwright's own loop runs in this thread, so it happens in another."""

    async def told(dsn):
        now, to = system_clock(), open_keys(demo.data).person_key(demo.numbers[key])
        async with asyncpg.create_pool(dsn, min_size=1, max_size=1) as pool:
            await PostgresNotices(pool).tell(Notice(kind=kind, to=to, about="/access-log", once=f"journey/{key}/{now}", at=now))

    def run():
        with embedded(demo.data) as dsn:
            asyncio.run(told(dsn))

    with ThreadPoolExecutor(1) as threads:
        threads.submit(run).result()


def test_what_is_chosen_is_kept_and_said_in_one_line(on_phone):
    kari = on_phone("kari").goes_to("/settings").finds_it_accessible().follows("Velg varsler").finds_it_accessible()
    kari.sees("kari@innbygger.example").sees("Om sikkerheten din sier vi alltid fra").keeps_picture("notices")
    kari.page.locator("summary", has_text="Meldinger").click()
    kari.page.locator("[name=messages-sms]").select_option("all")
    kari.finds_it_accessible().presses("Lagre").sees("Valgene er lagret.")
    assert "SMS: alt" in kari.page.locator("summary", has_text="Meldinger").inner_text()


def test_she_is_told_in_her_mailbox_and_on_her_telephone_and_never_what(demo, at_desk):
    tell(demo, "kari")
    kari = at_desk("kari")
    wanted = [("mailbox", "Noe venter på deg i Innsyn")]
    if not any(is_quiet(Channel.SMS, system_clock() + later) for later in (timedelta(0), SENT_WITHIN)):
        wanted.append(("telephone", "Noe venter på deg i Innsyn. Logg inn slik du pleier."))
    for device, words in wanted:
        kari.goes_to(f"/sandbox/{device}/kari").sees_soon(words).finds_it_accessible()
        said = kari.page.locator("main").inner_text().lower()
        assert not [word for word in TELLING if word in said]
    kari.goes_to("/notice-log").finds_it_accessible().sees("Du har fått en melding").sees_soon("E-post til k…@i….example")


def test_who_has_reserved_herself_is_told_nothing_and_sees_why(demo, on_phone):
    tell(demo, "bjorg", Kind.EMERGENCY_ACCESS)
    bjorg = on_phone("bjorg").goes_to("/settings/notices").finds_it_accessible().sees("Du har reservert deg mot digital kontakt")
    bjorg.follows("Se varsler og påminnelser").sees("Journalen din ble åpnet i en nødsituasjon")
    bjorg.sees_soon("Ikke sendt: du har reservert deg").finds_it_accessible()
    for device in ("telephone", "mailbox"):
        bjorg.goes_to(f"/sandbox/{device}/bjorg").sees("Ingenting har kommet ennå")


def test_it_works_without_script_and_says_what_script_is_needed_for(at_desk):
    kari = at_desk("kari", has_script=False).goes_to("/settings/notices").sees("må den tillate skript")
    assert kari.page.locator("[data-push-say=offer]").is_hidden()
    kari.page.locator("summary", has_text="Timer").click()
    kari.page.locator("[name=appointments-sms]").select_option("none")
    kari.presses("Lagre").sees("Valgene er lagret.")


def test_a_browser_that_reaches_no_push_service_is_told_so_kindly(at_desk):
    kari = at_desk("kari")
    kari.context.grant_permissions(["notifications"], origin=kari.demo.address)
    kari.goes_to("/settings/notices").page.get_by_role("button", name="Slå på i denne nettleseren").click()
    kari.page.locator("[data-push-say=failed]").wait_for(state="visible")
    kari.sees("Vi fikk ikke slått på varsler i denne nettleseren").does_not_see("Slå på i denne nettleseren")
    kari.complaints.clear()


def test_what_is_pushed_to_the_browser_is_shown_and_nothing_more(at_desk):
    kari = at_desk("kari").goes_to("/settings/notices")
    devtools, found = kari.context.new_cdp_session(kari.page), []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    devtools.send("ServiceWorker.enable")
    with kari.context.expect_event("serviceworker") as begun:
        kari.page.evaluate("navigator.serviceWorker.register('/service-worker.js').then(() => navigator.serviceWorker.ready)")
    begun.value.evaluate("() => { self.shown = []; self.registration.showNotification = async (...said) => { self.shown.push(said); }; }")
    message = '{"title": "Innsyn", "body": "Noe venter på deg i Innsyn.", "lang": "nb"}'
    kari.waits_until(lambda: found)
    push = {"origin": kari.demo.address, "registrationId": found[-1]["registrationId"], "data": message}
    devtools.send("ServiceWorker.deliverPushMessage", push)
    kari.waits_until(lambda: begun.value.evaluate("self.shown.length"))
    assert begun.value.evaluate("self.shown") == [["Innsyn", {"body": "Noe venter på deg i Innsyn.", "lang": "nb", "tag": "innsyn"}]]
