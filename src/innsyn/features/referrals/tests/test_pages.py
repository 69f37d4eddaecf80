"""The pages of referrals: where each is, by when, and what can be done; and what is not for whoever asks."""

from datetime import date

import pytest

from innsyn.features import referrals
from innsyn.features.referrals import samples
from innsyn.gate.standing.referrals import may_be_taken_back
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST
from innsyn.web import Notice, NoticeKind
from innsyn.web.waiting_times import Expected

HIP = Expected(
    place="Fjordby sykehus", treatment="Hofteprotese", outpatient_weeks=14, day_weeks=None, inpatient_weeks=1,
    updated_on=date(2026, 11, 13), source="Velg behandlingssted",
)  # fmt: skip


@pytest.fixture
async def kari(world):
    return await world.citizen("kari", referrals.FEATURE)


async def test_what_goes_on_stands_before_what_is_over_and_the_next_appointment_is_said(kari):
    await kari.all_have({"r1": samples.referral(samples.assessed()), "r2": samples.referral(samples.refused(), status="completed")})
    await kari.all_have({"r3": samples.referral(status="completed"), "a1": samples.appointment("r1", "2026-12-01T09:00:00+01:00")})
    page = await kari.get("/referrals")
    assert [each.text_content() for each in page.tree.xpath("//main//h2")] == ["Nå", "Tidligere"]
    assert "Timen er 1. desember 2026 kl. 09:00." in page.main
    assert await kari.statements("/referrals") == 2


async def test_one_says_by_when_who_has_it_and_how_long_it_may_take(kari):
    kari.site.waiting_times.put(TRUST, samples.HIP, HIP)
    await kari.has(samples.referral(samples.assessed()), "r1")
    page = await kari.get("/referrals/r1")
    for words in (
        "Hjelpen skal starte senest 15. januar 2027.", "Ortopedisk poliklinikk", "Trollkatten", "14 uker", "1 uke", "Ikke oppgitt",
        "Fra Velg behandlingssted", "13. november 2026", "ikke et løfte",
    ):  # fmt: skip
        assert words in page.main, words
    assert "Helfo" not in page.main
    assert "forsinket" not in page.main


@pytest.mark.parametrize(("is_available", "words"), [(True, "Vi vet ikke hvor lenge"), (False, "svarer ikke nå")])
async def test_an_unknown_wait_is_said_to_be_unknown(kari, is_available, words):
    kari.site.waiting_times.is_available = is_available
    await kari.has(samples.referral(samples.received()), "r1")
    assert words in (await kari.get("/referrals/r1")).main


async def test_what_is_only_sent_is_with_nobody_yet(kari):
    await kari.has(samples.referral(), "r1")
    page = await kari.get("/referrals/r1")
    assert "Sendt til" in page.main
    assert "Hvem som har den" not in page.main
    assert "Forventet ventetid" not in page.main


async def test_a_broken_deadline_says_what_the_law_gives_and_whom_to_call(kari):
    await kari.has(samples.referral(samples.assessed(date(2026, 11, 20))), "r1")
    page = await kari.get("/referrals/r1")
    assert "Fristen gikk ut 20. november 2026" in page.main
    assert page.links["23 32 70 03"] == "tel:23327003"
    assert "Senest 20. november 2026 · forsinket" in page.main
    assert "Forventet ventetid" not in page.main
    assert "Fristen er passert" in (await kari.get("/referrals")).main


async def test_a_no_says_whom_to_complain_to_and_until_when(kari):
    bodies = {"r1": samples.refused(), "r2": samples.refused(date(2026, 10, 24)), "r3": samples.only("vurdert-ikke-behov")}
    await kari.all_have({id_: samples.referral(course) for id_, course in bodies.items()})
    page = await kari.get("/referrals/r1")
    for words in ("Send klagen til", "Statsforvalteren", "Klag senest", "8. desember 2026"):
        assert words in page.main, words
    assert "Klagefristen går tidligst ut 8. desember 2026." in (await kari.get("/referrals")).main
    late, unknown = (await kari.get("/referrals/r2")).main, (await kari.get("/referrals/r3")).main
    assert "svaret ble gitt 24. oktober 2026" in late
    assert "Send klagen til" in unknown
    assert "Klag senest" not in late + unknown


async def test_what_others_tell_of_the_same_referral_is_led_to_and_the_senders_own_leads_there(kari):
    course = {"r1": samples.only("avsluttet"), "r2": samples.received(), "r3": samples.assessed()}
    await kari.all_have({id_: samples.referral(each, identifier="same" if id_ != "r3" else "other") for id_, each in course.items()})
    await kari.has(samples.referral(identifier="same"), "r4", organisation=OTHER_TRUST)
    for one, other in (("r1", "r2"), ("r2", "r1")):
        page = await kari.get(f"/referrals/{one}")
        assert "Flere steder har gitt opplysninger" in page.main
        assert page.tree.xpath("//section[@id='elsewhere']//a/@href") == [f"/referrals/{other}"]
    assert "Flere steder har gitt opplysninger" not in (await kari.get("/referrals/r3")).main
    answer = await kari.client.get("/referrals/r4")
    assert answer.status_code == 303
    assert answer.headers["location"] in ("/referrals/r1", "/referrals/r2")


async def test_what_she_has_seen_is_not_told_any_more_and_what_a_nurse_has_seen_is(kari, world):
    await kari.has(samples.referral(samples.received()), "r1")
    number, _ = await world.person("kari")
    key, nurse = (await world.gate_world.citizen(number)).actor.key, await world.nurse("kari", referrals.FEATURE)
    for reader in (kari, nurse):
        told = Notice(kind=NoticeKind.REFERRAL_RECEIVED, to=key, about="/referrals/r1", once="this", at=NOW)
        await reader.site.notices.tell(told)
        await reader.get("/referrals/r1")
    assert kari.site.notices.withdrawn == {"this"}
    assert nurse.site.notices.withdrawn == set()


async def test_what_is_told_of_the_senders_own_copy_is_seen_when_it_leads_on(kari, world):
    await kari.has(samples.referral(samples.received(), identifier="same"), "r1")
    await kari.has(samples.referral(identifier="same"), "r2", organisation=OTHER_TRUST)
    key = (await world.gate_world.citizen((await world.person("kari"))[0])).actor.key
    told = Notice(kind=NoticeKind.REFERRAL_CHANGED, to=key, about="/referrals/r2", once="this", at=NOW)
    await kari.site.notices.tell(told)
    await kari.client.get("/referrals/r2")
    assert kari.site.notices.withdrawn == {"this"}


async def test_another_organisations_appointment_is_not_what_came_of_it(kari):
    await kari.has(samples.referral(samples.assessed()), "r1")
    await kari.has(samples.appointment("r1", "2026-12-01T09:00:00+01:00"), "a1", organisation=OTHER_TRUST)
    assert "Timen er" not in (await kari.get("/referrals/r1")).main


async def test_she_takes_back_what_may_be_taken_back_and_nothing_else_of_it_changes(kari):
    await kari.has(may_be_taken_back(samples.referral(samples.assessed()), "x", None), "r1")
    assert "Trekk tilbake" in (await kari.get("/referrals/r1")).main
    assert "plassen i køen går tapt" in (await kari.get("/referrals/r1/withdraw")).main
    assert await kari.post("/referrals/r1/withdraw") == "/referrals/r1"
    page = await kari.get("/referrals/r1")
    assert "Henvisningen er trukket tilbake." in page.main
    assert "10. november 2026" in page.main
    assert await kari.post("/referrals/r1/withdraw") == "/referrals/r1"


async def test_that_a_senders_own_copy_is_taken_back_is_said_where_it_leads(kari):
    await kari.has(samples.referral(samples.received(), identifier="same"), "r1")
    await kari.has(may_be_taken_back(samples.referral(identifier="same"), "x", None), "r2", organisation=OTHER_TRUST)
    led = await kari.post("/referrals/r2/withdraw")
    assert "Henvisningen er trukket tilbake." in (await kari.reader.follow(led)).main


async def test_without_the_flag_nothing_is_taken_back(kari):
    await kari.has(samples.referral(samples.assessed()), "r1")
    assert "Trekk tilbake" not in (await kari.get("/referrals/r1")).main
    await kari.post("/referrals/r1/withdraw")
    assert "Rett til helsehjelp" in (await kari.get("/referrals/r1")).main


async def test_somebody_elses_looks_like_none(kari, world):
    await kari.has(samples.referral(samples.received()), "r1")
    ola = await world.citizen("ola", referrals.FEATURE)
    await ola.get("/referrals/r1", status=404)
    assert "Ingen henvisninger" in (await ola.get("/referrals")).main


async def test_a_nurse_in_a_visit_sees_where_it_stands_and_nothing_meant_for_the_patient(kari, world):
    late = samples.referral(samples.assessed(date(2026, 11, 20)))
    await kari.all_have({"r1": samples.referral(samples.refused()), "r2": late})
    nurse = await world.nurse("kari", referrals.FEATURE)
    assert "Ikke rett til helsehjelp" in (await nurse.get("/referrals")).main
    assert "klage" not in (await nurse.get("/referrals/r1")).main
    page = await nurse.get("/referrals/r2")
    assert "skal helseforetaket straks melde fra til Helfo" in page.main
    assert "Ring" not in page.main.replace("Ikke oppgitt. Ring sykehusets sentralbord.", "")


async def test_the_overview_shows_what_goes_on(world, overview_feature):
    kari = await world.citizen("kari", referrals.FEATURE, overview_feature)
    late = samples.referral(samples.assessed(date(2026, 11, 20)))
    await kari.all_have({"r1": samples.referral(samples.received()), "r2": samples.referral(status="completed"), "r3": late})
    page = await kari.get("/my-health")
    assert page.main.index("Fristen er passert") < page.main.index("Mottatt, skal vurderes")
    assert "Avsluttet" not in page.main


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se"])
async def test_every_language_has_every_sentence(world, language):
    kari = await world.citizen("kari", referrals.FEATURE, language=language)
    courses = [None, samples.received(), samples.received(date(2026, 10, 1)), samples.refused(), samples.assessed(date(2026, 11, 1))]
    courses += [samples.refused(date(2026, 10, 1)), samples.only("vurdert-ikke-behov")]
    courses += [samples.assessed(None), samples.assessed(begun_on=date(2026, 11, 20))]
    courses += [samples.only("planlagt"), samples.only("avvist-mangelfull")]
    bodies = {f"r{place}": samples.referral(course) for place, course in enumerate(courses)}
    late = {"late": samples.referral(samples.assessed()), "a1": samples.appointment("late", "2027-02-01T09:00:00+01:00")}
    await kari.all_have({**bodies, **late, "off": samples.referral(status="revoked"), "odd": samples.referral(status="on-hold")})
    for id_ in ("", *(f"/{each}" for each in (*bodies, "late", "off", "odd"))):
        assert (await kari.get(f"/referrals{id_}")).tree.get("lang") == language
