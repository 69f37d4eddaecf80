"""Giving a power of attorney: one thing on each page, nothing lost, all seen before it is signed, and refused where the law says so."""

import json
from datetime import date

import pytest

from innsyn.gate.tests.families import a_person
from innsyn.gate.tests.samples import OTHER_TRUST, a_number

NAME = "Hilde Haugen"
GIVE = "/representation/give"


async def test_it_is_given_in_five_steps_and_both_are_told_neutrally(arne, hilde, home):
    address = await arne.gives(hilde.number, NAME, "documents", "results")
    page = await arne.get(address)
    assert "Fullmakten er gitt" in page.main
    assert page.heading == "Fullmakt til Hilde Haugen"
    assert "Dokumenter · Prøvesvar og målinger" in page.main
    assert await arne.consents() == {"Gjelder nå": [NAME]}
    told = [(notice.kind.value, notice.to, notice.sender) for notice in home.site.notices.told]
    assert told == [("representation_given", hilde.key, None), ("representation_given", arne.key, None)]
    assert hilde.number.value not in str([notice.once for notice in home.site.notices.told])


async def test_the_receiver_can_go_in_and_her_visit_is_in_the_givers_log(arne, hilde, home):
    assert "Du kan ikke handle for noen" in (await hilde.get("/representation")).main
    await arne.gives(hilde.number, NAME, "documents")
    page = await hilde.get("/representation")
    assert "Arne Haugen" in page.main
    assert "Dokumenter" in page.main
    assert await hilde.enters(arne.owner) == "/my-health"
    opened = (await home.gate_world.log(arne.owner))[-1]
    assert (opened.action, opened.outcome, opened.detail["role"]) == ("open", "done", "attorney")


async def test_what_is_kept_says_who_what_from_whom_and_until_when(arne, hilde, home):
    lasting = {"span": "day", "until": "2026-12-24"}
    await arne.gives(hilde.number, NAME, "results", lasting=lasting, sources={"which": "some", "chosen": [OTHER_TRUST]})
    standing = (await home.gate_world.record.standing(arne.owner)).rows
    body = next(json.loads(row.body) for row in standing if row.type == "Consent")
    assert body["status"] == "active"
    assert body["provision"]["period"] == {"start": "2026-11-22", "end": "2026-12-24"}
    assert [each["code"] for each in body["provision"]["class"]] == ["area-results"]
    assert [each["reference"]["identifier"]["value"] for each in body["provision"]["actor"]] == [hilde.number.value, OTHER_TRUST]


async def test_the_steps_lead_on_and_back_and_keep_what_was_filled_in(arne, hilde):
    assert await arne.post(f"{GIVE}/who", {"number": hilde.number.value, "name": f"  {NAME} "}) == f"{GIVE}/what"
    assert await arne.post(f"{GIVE}/what", {"areas": ["documents"]}) == f"{GIVE}/sources"
    who = await arne.get(f"{GIVE}/who")
    assert who.form(f"{GIVE}/who") | {"number": hilde.number.value, "name": NAME} == who.form(f"{GIVE}/who")
    what = await arne.get(f"{GIVE}/what")
    assert what.tree.xpath("//input[@type='checkbox' and @checked]/@value") == ["documents"]
    assert "Fortsett der du slapp" in (await arne.get(GIVE)).main


@pytest.mark.parametrize("step", ["what", "sources", "lasting", "sign"])
async def test_no_step_can_be_taken_before_those_before_it(arne, step):
    answer = await arne.client.get(f"{GIVE}/{step}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{GIVE}/who")
    assert await arne.post(f"{GIVE}/{step}", {"areas": ["documents"], "which": "all", "span": "open", "plan": "x"}) == f"{GIVE}/who"


async def test_a_mistake_keeps_what_was_written(arne, hilde):
    page = await arne.post(f"{GIVE}/who", {"number": "123", "name": NAME}, status=422)
    assert page.form(f"{GIVE}/who")["name"] == NAME
    assert "ikke et gyldig nummer" in page.main
    page = await arne.post(f"{GIVE}/who", {"number": hilde.number.value, "name": ""}, status=422)
    assert page.form(f"{GIVE}/who")["number"] == hilde.number.value


async def test_a_wrong_name_and_a_number_nobody_has_get_the_same_answer_and_no_name(arne, hilde):
    wrong = await arne.post(f"{GIVE}/who", {"number": hilde.number.value, "name": "Gro Hansen"}, status=422)
    none = await arne.post(f"{GIVE}/who", {"number": a_number().value, "name": "Gro Hansen"}, status=422)
    assert "hører ikke sammen" in wrong.main
    assert wrong.main == none.main
    assert "Haugen" not in wrong.main


async def test_numbers_are_not_tried_one_after_another(arne):
    for _ in range(20):
        await arne.post(f"{GIVE}/who", {"number": a_number().value, "name": NAME}, status=422)
    await arne.post(f"{GIVE}/who", {"number": a_number().value, "name": NAME}, status=429)


async def test_nobody_gives_one_to_himself(arne):
    assert "ditt eget nummer" in (await arne.post(f"{GIVE}/who", {"number": arne.number.value, "name": "Arne Haugen"}, status=422)).main


async def test_a_child_does_not_receive_one(arne, home):
    ung = await home.moves_in("Ung Haugen", born=date(2008, 11, 23))
    assert "fylt 18" in (await arne.post(f"{GIVE}/who", {"number": ung.number.value, "name": "Ung Haugen"}, status=422)).main


async def test_a_protected_receiver_is_refused_without_the_reason(arne, home):
    tone = await home.moves_in("Tone Vik", born=date(1988, 1, 6), protection="strictly_confidential")
    page = await arne.post(f"{GIVE}/who", {"number": tone.number.value, "name": "Tone Vik"}, status=422)
    assert "kan ikke gi denne personen fullmakt på nett" in page.main
    assert not {"sperret", "kode", "adresse"} & set(page.main.lower().split())


async def test_without_the_register_and_without_a_record_it_waits_and_keeps_what_was_written(arne, home):
    home.register.is_available = False
    unknown = a_number()
    page = await arne.post(f"{GIVE}/who", {"number": unknown.value, "name": "Ola Nord"}, status=422)
    assert "Prøv igjen om litt" in page.main
    assert page.form(f"{GIVE}/who")["number"] == unknown.value


async def test_no_area_is_no_power(arne, hilde):
    await arne.post(f"{GIVE}/who", {"number": hilde.number.value, "name": NAME})
    assert "minst én del" in (await arne.post(f"{GIVE}/what", {}, status=422)).main
    await arne.post(f"{GIVE}/what", {"areas": ["all-of-it"]}, status=422)


async def test_all_parts_can_be_ticked_at_once(arne, hilde):
    page = await arne.get(await arne.gives(hilde.number, NAME, "all"))
    for words in ("Dokumenter", "Legemidler", "Meldinger", "Hvem som har sett journalen"):
        assert words in page.main


async def test_organisations_are_those_of_the_record_and_at_least_one(arne, hilde):
    await arne.post(f"{GIVE}/who", {"number": hilde.number.value, "name": NAME})
    await arne.post(f"{GIVE}/what", {"areas": ["documents"]})
    page = await arne.get(f"{GIVE}/sources")
    assert [label.text for label in page.tree.xpath("//fieldset[@id='chosen']//label")] == ["Dalen sykehus", "Fjordby helseforetak"]
    assert "minst ett behandlingssted" in (await arne.post(f"{GIVE}/sources", {"which": "some"}, status=422)).main
    await arne.post(f"{GIVE}/sources", {"which": "some", "chosen": ["889640782"]}, status=422)
    await arne.post(f"{GIVE}/sources", {}, status=422)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"span": "day"}, "skal være den siste"),
        ({"span": "day", "until": "2026-11-21"}, "allerede forbi"),
        ({"span": "day", "since": "2026-12-02", "until": "2026-12-01"}, "før første dag"),
        ({"span": "open", "since": "2026-11-21"}, "ikke begynne før i dag"),
        ({"span": "day", "until": "i morgen"}, "Skriv en dato"),
        ({}, "Fyll ut dette feltet"),
    ],
)
async def test_days_that_cannot_be_are_refused(arne, hilde, fields, said):
    await arne.gives(hilde.number, NAME, "documents", signs=False)
    assert said in (await arne.post(f"{GIVE}/lasting", fields, status=422)).main


async def test_one_that_begins_later_lets_nobody_in_before(arne, hilde, home):
    await arne.gives(hilde.number, NAME, "documents", lasting={"span": "open", "since": "2026-11-24"})
    assert await arne.consents() == {"Begynner senere": [NAME]}
    await hilde.enters(arne.owner, status=403)
    home.waits(days=2)
    arne, hilde = await home.logs_in(arne.number, arne.owner), await home.logs_in(hilde.number, hilde.owner)
    assert await hilde.enters(arne.owner) == "/my-health"
    assert await arne.consents() == {"Gjelder nå": [NAME]}


async def test_one_that_has_ended_lets_nobody_in_after(arne, hilde, home):
    await arne.gives(hilde.number, NAME, "documents", lasting={"span": "day", "until": "2026-11-23"})
    home.waits(days=2)
    arne, hilde = await home.logs_in(arne.number, arne.owner), await home.logs_in(hilde.number, hilde.owner)
    await hilde.enters(arne.owner, status=403)
    assert await arne.consents() == {"Gått ut": [NAME]}


async def test_the_same_is_not_given_twice(arne, hilde):
    await arne.gives(hilde.number, NAME, "documents", "results")
    await arne.gives(hilde.number, NAME, "documents", signs=False)
    page = await arne.get(f"{GIVE}/sign")
    assert "har denne fullmakten fra før" in page.main
    with pytest.raises(KeyError):
        page.form(f"{GIVE}/sign")
    await arne.gives(hilde.number, NAME, "medicines")
    assert await arne.consents() == {"Gjelder nå": [NAME, NAME]}


async def test_what_was_changed_since_it_was_shown_is_shown_again_before_it_is_signed(arne, hilde):
    await arne.gives(hilde.number, NAME, "documents", signs=False)
    seen = (await arne.get(f"{GIVE}/sign")).form(f"{GIVE}/sign")
    await arne.post(f"{GIVE}/what", {"areas": ["all"]})
    assert await arne.post(f"{GIVE}/sign", seen) == f"{GIVE}/sign"
    assert await arne.consents() == {}


async def test_one_who_has_meanwhile_become_protected_does_not_get_it(arne, hilde, home):
    await arne.gives(hilde.number, NAME, "documents", signs=False)
    fields = (await arne.get(f"{GIVE}/sign")).form(f"{GIVE}/sign")
    home.register.put(a_person(hilde.number, born=date(1971, 10, 5), protection="confidential"))
    home.waits(minutes=11)
    assert await arne.post(f"{GIVE}/sign", fields) == f"{GIVE}/who"
    assert await arne.consents() == {}


async def test_it_can_be_left_and_nothing_was_given(arne, hilde):
    await arne.gives(hilde.number, NAME, "documents", signs=False)
    assert await arne.post(f"{GIVE}/forget") == "/representation/given"
    assert (await arne.client.get(f"{GIVE}/sign")).headers["location"] == f"{GIVE}/who"
    assert await arne.consents() == {}


async def test_one_whose_address_is_protected_gives_none_and_is_told_why(home, hilde):
    tone = await home.moves_in("Tone Vik", born=date(1988, 1, 6))
    home.register.put(a_person(tone.number, born=date(1988, 1, 6), protection="strictly_confidential"))
    await home.gate_world.gate.register_changed(tone.number, home.now)
    page = await tone.get(GIVE)
    assert "Adressen din er sperret" in page.main
    await tone.gives(hilde.number, NAME, "documents", signs=False)
    shown = await tone.get(f"{GIVE}/sign")
    assert "kan ikke gis på nett" in shown.main
    with pytest.raises(KeyError):
        shown.form(f"{GIVE}/sign")


async def test_one_whose_address_became_protected_after_she_saw_it_gives_none(arne, hilde, home):
    await arne.gives(hilde.number, NAME, "documents", signs=False)
    fields = (await arne.get(f"{GIVE}/sign")).form(f"{GIVE}/sign")
    home.register.put(a_person(arne.number, born=date(1945, 1, 19), protection="strictly_confidential"))
    await home.gate_world.gate.register_changed(arne.number, home.now)
    assert "kan ikke gis på nett" in (await arne.post(f"{GIVE}/sign", fields, status=409)).main
    assert await arne.consents() == {}


async def test_nothing_of_it_is_reached_while_acting_for_another(arne, hilde):
    await arne.gives(hilde.number, NAME, "documents")
    await hilde.enters(arne.owner)
    for path in ("/representation/given", GIVE, f"{GIVE}/who", f"{GIVE}/sign"):
        assert "bare for deg selv" in (await hilde.get(path, status=403)).heading
    await hilde.post(f"{GIVE}/who", {"number": arne.number.value, "name": "Arne Haugen"}, status=403)
