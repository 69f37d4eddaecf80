"""Published waiting times are asked for without a word of anybody, remembered for an hour, and silence is said to be silence."""

import json
from datetime import date, timedelta

import httpx
import pytest

from innsyn.edge.waiting_times import PublishedWaitingTimes
from innsyn.edge.waiting_times.reading import read_expected
from innsyn.kernel.clock import instant
from innsyn.sandbox.simulators.waiting_times import simulator
from innsyn.web.waiting_times import Expected, TimesSilent

NOW = instant("2026-11-22T08:00:00+00:00")
ROW = {
    "behandling": {"id": "hip", "navn": "Hofteprotese"},
    "behandlingssted": {"navn": "Fjordby sykehus", "organisasjonsnummer": "991825827"},
    "ventetid": {"poliklinikk": 14, "dagbehandling": None, "innleggelse": 26},
    "oppdatert": "2026-11-13",
}
HIP = Expected(
    place="Fjordby sykehus", treatment="Hofteprotese", outpatient_weeks=14, day_weeks=None, inpatient_weeks=26,
    updated_on=date(2026, 11, 13), source="Velg behandlingssted",
)  # fmt: skip


class Wire:
    """The simulator behind a wire that can be cut. asked: addresses that went over it."""

    def __init__(self):
        self.asked, self.status, self._inner = [], 200, httpx.ASGITransport(simulator([ROW]))

    async def __call__(self, request):
        self.asked.append(str(request.url))
        if self.status is None:
            raise httpx.ConnectError("cut")
        return await self._inner.handle_async_request(request) if self.status == 200 else httpx.Response(self.status)


@pytest.fixture
def wire():
    return Wire()


@pytest.fixture
async def times(wire):
    async with httpx.AsyncClient(transport=httpx.MockTransport(wire)) as http:
        yield PublishedWaitingTimes("https://times.example/", http)


async def test_a_treatment_at_a_trust_is_found_and_no_other(times):
    assert await times.expected("991825827", "hip", now=NOW) == HIP
    assert await times.expected("991825827", "knee", now=NOW) is None
    assert await times.expected("974633574", "hip", now=NOW) is None


async def test_an_answer_is_remembered_for_an_hour(times, wire):
    for _ in range(2):
        assert await times.expected("991825827", "hip", now=NOW) == HIP
    assert wire.asked == ["https://times.example/ventetider?organisasjonsnummer=991825827&behandling=hip"]
    await times.expected("991825827", "hip", now=NOW + timedelta(hours=1))
    assert len(wire.asked) == 2


@pytest.mark.parametrize("status", [None, 500, 302])
async def test_silence_is_not_remembered(times, wire, status):
    wire.status = status
    assert await times.expected("991825827", "hip", now=NOW) == TimesSilent()
    wire.status = 200
    assert await times.expected("991825827", "hip", now=NOW) == HIP


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b'{"ventetider": 3}', b"[" * 100_000])
def test_what_is_no_list_is_silence(content):
    assert read_expected(content) == TimesSilent()


@pytest.mark.parametrize("weeks", [-1, 521, "14", 1.5, True, None])
def test_weeks_that_are_none_are_unknown(weeks):
    row = {**ROW, "ventetid": {"poliklinikk": weeks}, "oppdatert": "snart", "behandling": "hip"}
    found = read_expected(json.dumps({"ventetider": [3, row]}).encode())
    assert (found.outpatient_weeks, found.day_weeks, found.updated_on, found.treatment, found.source) == (None, None, None, "", "")
