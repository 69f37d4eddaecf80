"""What operations read tells nothing about anybody, also when everything goes wrong."""

import pytest
from tests.contracts.attacks.conftest import CHILD, POISONED
from tests.contracts.attacks.telling import telling_lines

PEOPLE = ("kari", "per", CHILD, POISONED, "berg", "lien")


async def test_the_technical_log_tells_nothing_about_anybody(town):
    """Every kind of request, good and bad; run after the other attacks, it reads their lines too."""
    kari, nurse = await town.browser("kari"), await town.browser("berg")
    number, document = town.number("kari"), next(each.id for each in town.named["kari"] if each.type == "DocumentReference")
    visit = await nurse.open_record(number)
    for path in (f"/documents/{document}", f"/no/such/{number}", f"/documents?q={number}", f"/{number}", f"/documents/{number}/content"):
        await kari.client.get(path)
    for path in (f"{visit}/documents/{document}", f"{visit}/nothing/{number}", f"/desk?number={number}"):
        await nurse.client.get(path)
    await nurse.client.post("/desk/find", data={"number": number})
    await kari.client.post(f"/settings?x={number}", content=b"\xff", headers={"content-type": "multipart/form-data; boundary=x"})
    text = town.running.technical.getvalue()
    assert text.count('"request"') > 10
    assert telling_lines(text, PEOPLE) == []
    assert [line for line in text.splitlines() if '"broken"' in line] == [], "nothing of all this was an error of ours"


@pytest.mark.parametrize(
    "line",
    [
        '{"event": "request", "route": "/documents/kari-migrene-1"}',
        '{"event": "x", "detail": "14839240695"}',
        '{"event": "x", "who": "Kari"}',
        "ValueError: migrene",
    ],
)
def test_a_line_that_tells_something_is_found(line):
    assert telling_lines(line, PEOPLE) == [line]


def test_a_line_of_ours_is_not():
    line = '{"event": "request", "route": "/documents/{document_id}", "ms": 1.5, "ref": "KARI-2222", "timestamp": "2026-11-22T08:00:00Z"}'
    assert telling_lines(line, PEOPLE) == []
