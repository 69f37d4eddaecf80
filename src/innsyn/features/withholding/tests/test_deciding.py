"""A clinician closes a document of her own organisation, somebody looks again, and it opens: on the next read each time."""

from innsyn.features import documents, withholding
from innsyn.features.documents import samples
from innsyn.features.withholding.tests.conftest import TODAY, Ward, day
from innsyn.gate.tests.samples import NURSE_HPR, TRUST, TWO_HPR
from innsyn.kernel import systems


async def test_a_document_that_is_withheld_closes_to_the_patient_on_the_next_read_and_opens_again(kari, ward):
    assert "Hei" in (await kari.get("/documents/d1")).main
    assert await ward.withholds() == ward.nurse.here("/withholding")
    await kari.get("/documents/d1", status=404)
    assert "Hei" in (await ward.get("/documents/d1")).main
    decision = await ward.decision()
    await ward.post(f"/withholding/{decision}/end")
    assert "Hei" in (await kari.get("/documents/d1")).main


async def test_the_patient_learns_that_something_is_withheld_only_where_the_decision_says_so(kari, ward):
    await ward.withholds(code="NORN_KUT")
    assert "holdt tilbake" not in (await kari.get("/documents")).main
    await ward.post(f"/withholding/{await ward.decision()}/end")
    await ward.withholds(code="NORN_KUT", told="y")
    page = await kari.get("/documents")
    assert "Epikrise" not in page.links
    assert "Et dokument er holdt tilbake" in page.main


async def test_the_reason_is_seen_at_the_desk_and_never_by_the_patient(kari, ward):
    await ward.withholds(told="y")
    page = await ward.get("/withholding")
    assert "Vi vil si det selv først" in page.main
    assert "Nina Sykepleier" in page.main
    for path in ("/documents", "/documents/d1"):
        assert "Vi vil si det selv" not in (await kari.reader.client.get(path)).text


async def test_a_delay_without_a_last_day_is_shown_what_is_missing_and_closes_nothing(kari, ward):
    page = await ward.withholds(code="NORU", until="", status=422)
    assert "Sett en siste dag" in page.main
    assert "Vi vil si det selv først" in page.main
    assert "Hei" in (await kari.get("/documents/d1")).main


async def test_a_reviewer_nobody_knows_is_refused(ward):
    page = await ward.withholds(code="NORN_KUT", until="", review_by=day(30), reviewer="123456789", status=422)
    assert "Vi kjenner ingen med dette HPR-nummeret" in page.main


async def test_what_another_organisation_keeps_is_not_ours_to_withhold(world, kari, ward, other_trust):
    other = {"identifier": {"system": systems.ORGANISATION_NUMBER, "value": other_trust}}
    await kari.has(samples.text_document("Annet", custodian=other), "d2")
    page = await ward.get("/withholding/new/d2", status=403)
    assert "en annen virksomhet" in page.main
    assert "Hold tilbake eller utsett" not in (await ward.get("/documents/d2")).links
    await ward.withholds("d2", status=403)
    assert "Annet" in (await kari.get("/documents/d2")).main


async def test_what_another_organisation_has_decided_is_seen_and_not_ours_to_lift(world, ward, other_trust):
    await ward.withholds()
    decision = await ward.decision()
    other = Ward(await world.nurse("kari", documents.FEATURE, withholding.FEATURE, organisation=other_trust))
    assert "Åpne dokumentet" in (await ward.get("/withholding")).links
    seen = await other.get("/withholding")
    assert "En annen virksomhet har bestemt dette" in seen.main
    assert "Åpne dokumentet" not in seen.links
    assert "En annen virksomhet har bestemt dette" in (await other.get(f"/withholding/{decision}/end", status=403)).main
    await other.post(f"/withholding/{decision}/end")
    assert await ward.decision() == decision


async def test_a_document_offers_to_be_withheld_where_it_is_ours(ward):
    assert "Hold tilbake eller utsett" in (await ward.get("/documents/d1")).links


async def test_a_document_and_a_decision_that_are_not_there_look_like_nothing(ward):
    await ward.get("/withholding/new/nothing", status=404)
    await ward.withholds("nothing", status=404)
    await ward.get("/withholding/nothing/end", status=404)
    await ward.post("/withholding/nothing/end", status=404)
    await ward.post("/withholding/nothing/review", {"review_by": day(10)}, status=404)


async def test_the_reviewer_finds_what_waits_opens_the_record_and_says_it_is_still_needed(world, ward):
    await ward.withholds(code="NORN_KUT", until="", review_by=day(0), reviewer=TWO_HPR)
    tove = await world.gate_world.nurse(hpr=TWO_HPR, name="Tove To")
    site = world.site((documents.FEATURE, withholding.FEATURE))
    reader = await site.staff(tove, accept_language="nb")
    page = await reader.get("/desk/withholding")
    assert "Klart utilrådelig" in page.main
    there = await reader.post("/desk/withholding/open", {"decision": await ward.decision()})
    assert "Vi vil si det selv først" in (await reader.get(there)).main
    await reader.post(f"{there}/{await ward.decision()}/review", {"review_by": day(60)})
    assert language_day(day(60)) in (await reader.get(there)).main


def language_day(text):
    months = ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember")
    year, month, day_ = text.split("-")
    return f"{int(day_)}. {months[int(month) - 1]} {year}"


async def test_a_review_cannot_be_put_off_for_longer_than_half_a_year(ward):
    await ward.withholds(code="NORN_KUT", until="", review_by=day(3), reviewer=NURSE_HPR)
    await ward.post(f"/withholding/{await ward.decision()}/review", {"review_by": day(400)})
    assert language_day(day(3)) in (await ward.get("/withholding")).main


async def test_nobody_opens_a_record_by_a_decision_that_does_not_wait_for_her(world, ward):
    await ward.withholds(code="NORN_KUT", until="", review_by=day(3), reviewer=TWO_HPR)
    nina = await world.gate_world.nurse(organisation=TRUST)
    reader = await world.site((withholding.FEATURE,)).staff(nina, accept_language="nb")
    assert "Ingenting venter" in (await reader.get("/desk/withholding")).main
    await reader.post("/desk/withholding/open", {"decision": await ward.decision()}, status=404)


async def test_who_has_no_profession_with_a_need_reviews_nothing(world, ward):
    clerk = await world.gate_world.nurse(hpr="")
    reader = await world.site((withholding.FEATURE,)).staff(clerk, accept_language="nb")
    await reader.get("/desk/withholding", status=403)


async def test_a_last_day_is_part_of_what_is_closed_and_the_day_after_is_not(ward, kari):
    await ward.withholds(until=day(0))
    (decision,) = (await kari.world.gate_world.gate._access.learn(kari.owner)).patient.withholdings
    assert (decision.period.until, decision.period.closes(TODAY)) == (TODAY, True)
