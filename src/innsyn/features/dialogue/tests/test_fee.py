"""The fee of an e-consultation is read before it is sent, also when it changes at midnight on New Year's Eve in between."""

from datetime import date, datetime

import pytest

from innsyn.features.dialogue.tariffs import Amounts, Tariff, when
from innsyn.kernel.clock import NORWAY

READ = "Jeg har lest dette"


def amounts(year, day):
    """What a consultation costs in a year."""
    paid = Amounts(day, day + 100)
    return Tariff(since=date(year, 1, 1), until=date(year, 12, 31), general=paid, specialist=paid, source="a test")


@pytest.fixture
async def eve(kari, monkeypatch):
    """Kari a minute before midnight on New Year's Eve: from then on it costs more."""
    monkeypatch.setattr(when, "TARIFFS", (amounts(2026, 301), amounts(2027, 313)))
    kari.site.clock.now = datetime(2026, 12, 31, 23, 59, tzinfo=NORWAY)
    return await kari.comes_back()


async def reads(reader, draft):
    """Read the fee and go on. Returns the form that sends."""
    fee = await reader.get(f"{draft}/fee")
    return (await reader.get(fee.links[READ])).form(f"{draft}/send")


async def test_what_was_read_before_midnight_sends_nothing_after_it_before_the_new_amounts_are_read(kari, eve):
    draft = await eve.writes(kind="e-consultation")
    assert "301 kr" in (await eve.get(f"{draft}/fee")).main
    form = await reads(eve, draft)
    eve.moves(minutes=2)
    assert await eve.post(f"{draft}/send", form) == f"{draft}/fee?again=1"
    assert await kari.resources("Task") == []
    page = await eve.get(f"{draft}/fee?again=1")
    assert "Ikke sendt ennå. Dette gjelder nå." in page.main
    assert "313 kr" in page.main
    assert "301 kr" not in page.main
    assert "Det er tidspunktet legen svarer som teller" in page.main
    assert (await eve.post(f"{draft}/send", await reads(eve, draft))).startswith("/messages/")
    assert len(await kari.resources("Task")) == 1


async def test_whoever_has_not_read_what_it_costs_is_shown_it_first(kari):
    draft = await kari.writes(kind="e-consultation")
    for form in ({}, {"fee": ""}, {"fee": "2023-07-01"}, (await kari.get(f"{draft}/check")).form(f"{draft}/send")):
        assert await kari.post(f"{draft}/send", form) == f"{draft}/fee?again=1"
    assert await kari.resources("Task") == []


async def test_what_costs_nothing_is_sent_without(kari):
    draft = await kari.writes()
    assert (await kari.post(f"{draft}/send")).startswith("/messages/")
    assert len(await kari.resources("Task")) == 1


async def test_an_answer_after_midnight_costs_what_it_costs_then(kari, eve, clinic):
    draft = await eve.writes(kind="e-consultation")
    thread = await eve.post(f"{draft}/send", await reads(eve, draft))
    eve.moves(minutes=2)
    await clinic.answers(thread, "Ta det med ro.")
    assert "413" in (await eve.get(thread)).main
