"""What is attached: sent from the desk with an answer, handed out again to who reads the conversation, and to nobody else."""

import pytest

from innsyn.features import inbox
from innsyn.web.messaging.scanning import _EICAR, SignatureScanner

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
TOKEN = {"form_token": "the-token-of-this-session"}


@pytest.fixture
async def opened(office):
    """Nina with Kari's conversation open. Returns Nina, where it stands, and the Task's id."""
    task_id, nina = await office.writes("kari"), await office.at_work()
    return nina, await office.opens(nina, task_id), task_id


async def answers(nina, address, octets, name="bilde.png", *more):
    """Answer with files. more: of name and content."""
    seen = (await nina.get(address)).form(f"{address}/answer")["seen"]
    files = [("file", (each, content, "image/png")) for each, content in ((name, octets), *more)]
    fields = {**TOKEN, "seen": seen, "words": "Se bildet.", "do": "send"}
    return await nina.client.post(f"{address}/answer", data=fields, files=files, headers={"sec-fetch-site": "same-origin"})


async def test_a_picture_is_sent_and_handed_out_as_what_it_is(opened):
    nina, address, _ = opened
    assert (await answers(nina, address, PNG)).status_code == 303
    (link,) = [href for words, href in (await nina.get(address)).links.items() if words == "bilde.png"]
    handed_out = await nina.client.get(link)
    assert (handed_out.status_code, handed_out.content, handed_out.headers["content-type"]) == (200, PNG, "image/png")


async def test_several_files_go_with_one_answer_in_the_order_they_were_chosen(opened):
    nina, address, _ = opened
    assert (await answers(nina, address, PNG, "en.png", ("to.pdf", b"%PDF-1.7"))).status_code == 303
    links = (await nina.get(address)).links
    assert [(await nina.client.get(links[name])).headers["content-type"] for name in ("en.png", "to.pdf")] == [
        "image/png",
        "application/pdf",
    ]


async def test_one_of_several_that_is_not_taken_stops_them_all_and_is_named(office, opened):
    nina, address, task_id = opened
    answer = await answers(nina, address, PNG, "en.png", ("rapport.pdf", b"MZ"))
    assert answer.status_code == 422
    assert "Filen rapport.pdf er verken" in answer.text
    assert (await office.stands("kari", task_id)).state == "received"


async def test_a_picture_that_is_a_page_too_is_only_a_picture_to_whoever_opens_it(opened):
    nina, address, _ = opened
    await answers(nina, address, PNG + b"<script>alert(1)</script>")
    (link,) = [href for words, href in (await nina.get(address)).links.items() if words == "bilde.png"]
    headers = (await nina.client.get(link)).headers
    assert (headers["content-type"], headers["x-content-type-options"]) == ("image/png", "nosniff")
    assert "sandbox" in headers["content-security-policy"] or "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("octets", "told"),
    [
        (b"<html>", "verken et bilde"),
        (PNG + _EICAR, "inneholder et virus"),
        (b"", "Filen bilde.png er tom"),
        (PNG + b"0" * 5_000_001, "for stor"),
    ],
)
async def test_what_is_not_taken_stops_the_answer_and_loses_no_words(office, opened, octets, told):
    nina, address, task_id = opened
    answer = await answers(nina, address, octets)
    assert answer.status_code == 422
    assert told in answer.text
    assert "Se bildet." in answer.text
    assert (await office.stands("kari", task_id)).state == "received"


async def test_a_file_nobody_could_look_at_stops_the_answer(office, opened, monkeypatch):
    async def is_away(*_):
        return "unknown"

    monkeypatch.setattr(SignatureScanner, "scan", is_away)
    nina, address, task_id = opened
    answer = await answers(nina, address, PNG)
    assert answer.status_code == 422
    assert "kunne ikke sjekkes for virus nå" in answer.text
    assert (await office.stands("kari", task_id)).state == "received"


@pytest.mark.parametrize("place", ["0", "2", "x", "-1", "99999", "٣"])
async def test_only_what_is_attached_is_handed_out(opened, place):
    nina, address, _ = opened
    await answers(nina, address, PNG)
    (link,) = [href for words, href in (await nina.get(address)).links.items() if words == "bilde.png"]
    assert (await nina.client.get(f"{link.removesuffix('1')}{place}")).status_code == 404


async def test_no_other_visit_is_handed_a_file(opened, world):
    nina, address, _ = opened
    await answers(nina, address, PNG)
    (link,) = [href for words, href in (await nina.get(address)).links.items() if words == "bilde.png"]
    nurse = await world.nurse("kari", inbox.FEATURE)
    assert (await nurse.client.get(nurse.here("/conversation" + link.partition("/conversation")[2]))).status_code == 404
