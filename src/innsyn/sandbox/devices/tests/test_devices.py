"""Telephones and mailboxes can be looked at by a short key; nobody is found by a number, and what is not there looks like nothing."""

from datetime import date, timedelta
from itertools import count

import pytest

from innsyn.features import front
from innsyn.sandbox.devices import devices, owners, registrations
from innsyn.sandbox.people.nation import nation
from innsyn.sandbox.simulators.mailbox import Letters
from innsyn.sandbox.simulators.telephone import Messages
from innsyn.web.testing import Site
from innsyn.web.testing.fakes import NOW


@pytest.fixture(scope="module")
def land():
    return nation(1, date(2026, 11, 22))


@pytest.fixture
def arrived(tmp_path):
    numbers, at = count(1), count(0)
    how = {"clock": lambda: NOW + timedelta(minutes=next(at)), "new_id": lambda: f"{next(numbers):032x}"}
    return Messages(tmp_path / "telephone", **how), Letters(tmp_path / "mailbox", **how)


@pytest.fixture
def site(land, arrived):
    return Site([front.FEATURE, devices(owners(land), *arrived)])


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se"])
async def test_the_cast_is_listed_in_every_language_and_the_front_page_leads_there(site, land, language):
    reader = site.stranger(accept_language=language)
    assert "/sandbox/devices" in (await reader.get("/")).links.values()
    page = await reader.get("/sandbox/devices")
    assert page.links[land.people["kari"].phone] == "/sandbox/telephone/kari"
    assert "/sandbox/mailbox/kari" in page.tree.xpath("//main//a/@href")


async def test_a_telephone_shows_its_own_sms_newest_first(site, land, arrived):
    kari, arne = land.people["kari"], land.people["arne"]
    for number, text in ((kari.phone, "Den første"), (arne.phone, "Til en annen"), (kari.phone, "Den <andre>")):
        arrived[0].arrive(number, "Innsyn", text)
    page = await site.stranger().get("/sandbox/telephone/kari")
    assert page.main.index("Den <andre>") < page.main.index("Den første")
    assert "Til en annen" not in page.main


async def test_a_mailbox_shows_its_own_letters(site, land, arrived):
    arrived[1].arrive(land.people["kari"].email.upper(), "From: Innsyn <varsel@innsyn.example>\nSubject: Noe venter\n\nHei.\n\nLogg inn.\n")
    page = await site.stranger().get("/sandbox/mailbox/kari")
    assert "Noe venter" in page.main
    assert "Logg inn." in page.main
    assert "Noe venter" not in (await site.stranger().get("/sandbox/mailbox/arne")).main


@pytest.mark.parametrize("place", ["telephone/ella", "mailbox/amina", "telephone/30908299902", "mailbox/x"])
async def test_what_is_not_there_looks_like_nothing(site, place):
    assert (await site.stranger().client.get(f"/sandbox/{place}")).status_code == 404


def test_one_of_the_cast_is_reserved_one_outdated_and_the_others_can_be_told(land):
    register = registrations(land, NOW)
    said = {key: register[land.people[key].number].answer(NOW) for key in ("kari", "bjorg", "arne", "olav", "ante")}
    assert {key: answer["varslingsstatus"] for key, answer in said.items()} == {
        "kari": "KAN_VARSLES",
        "bjorg": "KAN_IKKE_VARSLES",
        "arne": "KAN_IKKE_VARSLES",
        "olav": "KAN_IKKE_VARSLES",
        "ante": "KAN_VARSLES",
    }
    assert (said["bjorg"]["reservasjon"], said["arne"]["reservasjon"], said["olav"]["status"]) == ("JA", "NEI", "SLETTET")
    assert said["ante"]["spraak"] == "se"
    reserved = sum(each.is_reserved for each in register.values())
    assert 1 < reserved < len(register) / 20
