"""Being let in: a ground is stated, the finding is one's own and fresh, and what was filled in is kept when something is missing."""

from uuid import uuid4

import pytest

DECISION = "OPPHOLD-4711"


async def test_a_stated_ground_opens_the_record(nina, kari):
    address = await nina.opens(kari[0])
    page = await nina.get(address)
    assert page.heading == "Journal"
    assert "Kari" in page.text
    assert kari[0] not in address


async def test_the_ground_is_in_the_log(nina, kari, world):
    await nina.opens(kari[0], decision=DECISION)
    opened = (await world.gate_world.log(kari[1]))[-1]
    assert (opened.action, opened.outcome) == ("open", "done")
    assert DECISION in str(opened.detail)


@pytest.mark.parametrize("missing", ["purpose", "basis"])
async def test_a_missing_answer_is_said_and_the_others_are_kept(nina, kari, world, missing):
    found = (await nina.finds(kari[0])).form("/desk/open")
    before = len(await world.gate_world.log(kari[1]))
    fields = {**found, "purpose": "TREAT", "basis": "gate.basis.referral", "decision": DECISION, missing: ""}
    page = await nina.post("/desk/open", fields, status=422)
    assert page.tree.xpath("//*[@class='mistakes']//a[@href]")
    kept = page.form("/desk/open")
    assert kept["decision"] == DECISION
    assert {name: kept.get(name, "") for name in ("purpose", "basis")} == {"purpose": "TREAT", "basis": "gate.basis.referral", missing: ""}
    assert len(await world.gate_world.log(kari[1])) == before
    assert await nina.post("/desk/open", {**kept, "purpose": "TREAT", "basis": "gate.basis.referral"})


@pytest.mark.parametrize(("purpose", "basis"), [("BTG", "gate.basis.appointment"), ("HACK", "gate.basis.appointment"), ("TREAT", "x")])
async def test_an_answer_that_was_never_offered_opens_nothing(nina, kari, purpose, basis):
    found = (await nina.finds(kari[0])).form("/desk/open")
    await nina.post("/desk/open", {**found, "purpose": purpose, "basis": basis}, status=422)


async def test_a_basis_that_does_not_go_with_the_purpose_is_refused_and_kept(nina, kari):
    found = (await nina.finds(kari[0])).form("/desk/open")
    page = await nina.post("/desk/open", {**found, "purpose": "COC", "basis": "gate.basis.appointment"}, status=422)
    assert "Journalen ble ikke åpnet" in page.main


async def test_a_finding_by_another_nurse_cannot_be_opened(nina, at_desk, kari):
    found = (await nina.finds(kari[0])).form("/desk/open")
    tone = await at_desk(name="Tone Sykepleier")
    await tone.post("/desk/open", {**found, "purpose": "TREAT", "basis": "gate.basis.appointment"}, status=404)


async def test_a_finding_of_one_patient_does_not_open_another(nina, kari, world):
    _, ola = await world.person("ola")
    before = await world.gate_world.told(ola)
    found = (await nina.finds(kari[0])).form("/desk/open")
    ground = {"purpose": "TREAT", "basis": "gate.basis.appointment"}
    await nina.post("/desk/open", {**found, **ground, "patient": str(ola)}, status=404)
    assert await world.gate_world.told(ola) == before
    await nina.post("/desk/open", {**found, **ground, "finding": str(uuid4())}, status=404)


@pytest.mark.parametrize("address", ["/desk/open", "/desk/open-emergency"])
@pytest.mark.parametrize("fields", [{}, {"patient": "x", "finding": "y"}, {"patient": "1", "finding": str(uuid4())}, {"patient": "9" * 40}])
async def test_fields_that_name_no_finding_open_nothing(nina, address, fields):
    fields = {"finding": str(uuid4()), **fields}
    await nina.post(address, fields, status=404)


async def test_a_patient_that_was_found_long_ago_must_be_found_again(nina, kari):
    found = (await nina.finds(kari[0])).form("/desk/open")
    nina.waits(16)
    await nina.post("/desk/open", {**found, "purpose": "TREAT", "basis": "gate.basis.appointment"}, status=404)


async def test_a_finding_opens_once(nina, kari):
    found = (await nina.finds(kari[0])).form("/desk/open")
    ground = {"purpose": "TREAT", "basis": "gate.basis.appointment"}
    await nina.post("/desk/open", {**found, **ground})
    await nina.post("/desk/open", {**found, **ground}, status=404)
