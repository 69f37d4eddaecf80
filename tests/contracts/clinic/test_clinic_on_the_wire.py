"""A message to an office with a system of its own: nothing is delivered before that system says so, and nothing is lost or doubled."""

import httpx
import pytest
from lxml import html
from tests.contracts.clinic.conftest import WITHIN_S

from innsyn.kernel.clock import system_clock
from innsyn.main.world import known_world

OFFICE = "storvika-legesenter"


def statuses(message, task):
    return message["status"], task["status"]


async def standing(per, sent):
    return statuses(await per.read("Communication", sent.message), await per.read("Task", sent.conversation))


async def settles(town, per, sent, *wanted):
    """Wait until message and conversation have these states."""
    return await town.until(lambda: standing(per, sent), lambda found: found == wanted)


@pytest.fixture(autouse=True)
def ordinary(town):
    """Each test begins with a system that only receives."""
    yield
    town.switch(answers=False, slow=False, refuse=False, away=False, twice=False, late=False)


def page(town, sent=None):
    """What the office sees."""
    path = f"/{sent.conversation}" if sent else ""
    return httpx.get(f"{town.server.address}/sandbox/clinic/{OFFICE}{path}", trust_env=False, follow_redirects=True, timeout=WITHIN_S)


async def shows(town, sent, words, *, is_there=True):
    """Wait until the office's page of a conversation has these words, or has them no more."""

    async def asked():
        return words in page(town, sent).text

    assert await town.until(asked, lambda found: found is is_there) is is_there


def log(town):
    """What the server has told so far."""

    async def asked():
        return town.server.technical.read_text("utf-8")

    return asked


def does(town, sent, path="", **filled):
    """Fill in one of the office's forms."""
    with httpx.Client(base_url=town.server.address, trust_env=False, follow_redirects=True, timeout=WITHIN_S) as browser:
        shown = html.fromstring(browser.get(f"/sandbox/clinic/{OFFICE}/{sent.conversation}").content)
        (form,) = shown.xpath(f"//form[@action='/sandbox/clinic/{OFFICE}/{sent.conversation}{path}']")
        answer = browser.post(form.get("action"), data={**dict(form.form_values()), **filled}, headers={"sec-fetch-site": "same-origin"})
        assert answer.status_code == 200, answer.text
        return answer.text


@pytest.mark.slow
async def test_a_message_is_delivered_when_the_offices_system_has_said_so_and_not_before(town, per):
    town.switch(away=True)
    sent = await per.writes("Kneet er hovent.")
    assert await standing(per, sent) == ("in-progress", "requested")
    town.switch(away=False)
    assert await settles(town, per, sent, "completed", "received") == ("completed", "received")
    assert "received" in await per.read("Communication", sent.message)
    assert "Kneet er hovent." in page(town, sent).text


@pytest.mark.slow
async def test_the_office_answers_and_closes_in_its_own_system_and_the_patient_has_it_in_hers(town, per):
    sent = await per.writes("Kan jeg løpe?")
    await settles(town, per, sent, "completed", "received")
    does(town, sent, text="Ja, litt.")
    await settles(town, per, sent, "completed", "in-progress")
    assert [body["payload"][0]["contentString"] for body in await per.messages(sent)] == ["Kan jeg løpe?", "Ja, litt."]
    does(town, sent, "/close")
    assert await settles(town, per, sent, "completed", "completed") == ("completed", "completed")


@pytest.mark.slow
async def test_the_office_refuses_a_conversation_in_its_own_words(town, per):
    sent = await per.writes("Kan dere sende meg papirene?")
    await settles(town, per, sent, "completed", "received")
    does(town, sent, "/reject", reason="Ring oss.")
    await settles(town, per, sent, "completed", "rejected")
    assert (await per.read("Task", sent.conversation))["statusReason"]["text"] == "Ring oss."


@pytest.mark.slow
async def test_a_message_that_is_refused_can_be_sent_again_under_the_same_word(town, per):
    town.switch(refuse=True)
    sent = await per.writes("Hører dere meg?")
    assert await settles(town, per, sent, "not-done", "failed") == ("not-done", "failed")
    town.switch(refuse=False)
    await per.sends_again(sent)
    assert (await town.until(lambda: standing(per, sent), lambda found: found[0] == "completed"))[0] == "completed"
    assert len(await per.messages(sent)) == 1


@pytest.mark.slow
async def test_an_answer_sent_twice_is_one_and_one_sent_late_still_comes(town, per):
    town.switch(answers=True, twice=True, late=True)
    sent = await per.writes("Er prøven klar?")
    found = await town.until(lambda: per.messages(sent), lambda bodies: len(bodies) > 1)
    await shows(town, sent, "Venter på å bli sendt", is_there=False)
    assert [body["category"][0]["coding"][0]["code"] for body in found] == ["from-citizen", "from-clinic"]
    assert await settles(town, per, sent, "completed", "completed") == ("completed", "completed")
    town.switch(answers=False)
    assert len(await per.messages(sent)) == 2


@pytest.mark.slow
async def test_an_e_consultation_is_not_closed_unanswered_by_the_wire_either(town, per):
    sent = await per.writes("Utslettet er tilbake.", kind="e-consultation")
    await settles(town, per, sent, "completed", "received")
    does(town, sent, "/close")
    await shows(town, sent, "besvares først")
    assert await standing(per, sent) == ("completed", "received")


@pytest.mark.slow
async def test_nothing_is_lost_or_doubled_when_everything_dies_between_the_question_and_the_answer(town, per):
    town.switch(slow=True, answers=True)
    sent = await per.writes("Skal jeg være redd?")
    town.dies()
    town.server.start()
    town.server.wait_until_ready()
    town.switch(slow=False)
    assert await settles(town, per, sent, "completed", "in-progress") == ("completed", "in-progress")
    assert len(await per.messages(sent)) == 2


@pytest.mark.slow
async def test_a_conversation_that_was_taken_back_is_not_answered(town, per):
    town.switch(away=True)
    sent = await per.writes("Glem det.")
    await per.takes_back(sent)
    town.switch(away=False)
    assert (await settles(town, per, sent, "completed", "cancelled"))[1] == "cancelled"


@pytest.mark.slow
async def test_what_goes_over_the_wire_stands_in_no_technical_log(town, per):
    words = "Bare mellom oss."
    sent = await per.writes(words)
    await settles(town, per, sent, "completed", "received")
    does(town, sent, text="Selvfølgelig, bare mellom oss.")
    await settles(town, per, sent, "completed", "in-progress")
    told = await town.until(log(town), lambda told: '"/oauth/token"' in told)
    number = known_world(town.server.folder, system_clock()).people["per"].number
    assert '"/oauth/token"' in told, "the system's calls are in it"
    for secret in (number, "mellom oss", sent.conversation, sent.message, str(sent.word)):
        assert secret not in told
