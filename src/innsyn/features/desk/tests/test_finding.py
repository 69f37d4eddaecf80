"""Finding a patient: by number, in a POST, with the same calm answer whatever is wrong."""

import pytest

from innsyn.features import desk
from innsyn.gate.tests.samples import a_number
from innsyn.web.security.forgery import FIELD
from innsyn.web.testing.site import TOKEN


async def test_a_patient_is_found_and_shown_so_that_the_right_one_can_be_told(nina, kari):
    page = await nina.finds(kari[0])
    assert "Er dette riktig pasient?" in page.main
    assert "Kari" in page.main
    assert page.heading == "Hvorfor åpner du journalen?"


async def test_a_number_may_be_written_with_a_blank(nina, kari):
    assert "Kari" in (await nina.finds(f" {kari[0][:6]} {kari[0][6:]} ")).main


async def test_finding_is_in_the_patients_log_and_opens_nothing(nina, kari, world):
    before = len(await world.gate_world.log(kari[1]))
    await nina.finds(kari[0])
    assert [row.action for row in (await world.gate_world.log(kari[1]))[before:]] == ["find"]


async def test_the_number_is_never_taken_from_an_address(nina, kari):
    assert (await nina.client.get(f"/desk/find?number={kari[0]}")).status_code in (404, 405)
    answer = await nina.client.get(f"/desk?number={kari[0]}")
    assert kari[0] not in answer.text
    assert "Kari" not in answer.text


async def test_the_number_stands_in_no_address_after_finding(nina, kari):
    page = await nina.finds(kari[0])
    assert not page.tree.xpath("//@*[contains(., $number)]", number=kari[0])


@pytest.mark.parametrize("number", ["", "12345678901", "0", "abc", "9" * 500, "<script>alert(1)</script>", "' or 1=1 --", "١٢٣٤٥٦٧٨٩٠١"])
async def test_what_is_no_number_is_said_beside_the_field(nina, number):
    page = await nina.finds(number, status=422)
    assert page.heading == "Finn pasient"
    assert page.tree.xpath("//input[@name='number'][@aria-invalid='true']")


async def test_a_number_with_one_digit_wrong_finds_nobody(nina, kari):
    wrong = kari[0][:10] + str((int(kari[0][10]) + 1) % 10)
    assert "Nummeret stemmer ikke" in (await nina.finds(wrong, status=422)).main


async def test_a_number_nobody_has_gets_one_calm_answer_without_the_number(nina):
    unknown = a_number().value
    page = await nina.finds(unknown, status=404)
    assert page.heading == "Finn pasient"
    assert page.tree.xpath("//main//*[@role='alert' or @role='status' or @aria-live]")
    assert unknown not in page.answer.text


async def test_all_unknown_numbers_get_the_same_answer(nina):
    first, second = [await nina.finds(a_number().value, status=404) for _ in range(2)]
    assert first.main == second.main


async def test_whoever_a_rule_stops_is_led_to_the_rule_and_whoever_finds_nobody_is_not(at_desk, kari):
    vera = await at_desk(hpr="990000174")
    stopped = await vera.finds(kari[0], status=404)
    assert stopped.links["Les regelen bak dette"] == "/rules#STAFF-3"
    assert "Les regelen bak dette" not in (await vera.finds(a_number().value, status=404)).links


async def test_a_citizen_does_not_come_to_the_desk(world):
    kari = await world.citizen("kari", desk.FEATURE)
    assert (await kari.client.get("/desk")).status_code == 403


async def test_a_stranger_is_sent_to_log_in(world):
    answer = await world.stranger(desk.FEATURE).client.get("/desk")
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/login?return_to=/desk")


async def test_searching_through_all_numbers_is_stopped(nina):
    answers = [await nina.client.post("/desk/find", data={"number": "1", FIELD: TOKEN}) for _ in range(31)]
    assert [answer.status_code for answer in answers[-2:]] == [422, 429]
