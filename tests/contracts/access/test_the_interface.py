"""Every way to ask the FHIR interface with every kind of token: answered as the table says, never more than the token's holder may see."""

import httpx
import pytest
from tests.contracts.access.fhir_asking import LETTERS, conversation
from tests.contracts.access.fhir_asks import ASKS
from tests.contracts.access.fhir_table import TABLE
from tests.contracts.access.fhir_tokens import TOKENS
from tests.contracts.attacks.running import ORIGIN

from innsyn.edge.fhir_api.routes import ROUTES
from innsyn.edge.fhir_api.routing import NoRoute, place_of

EACH_TOKEN = pytest.mark.parametrize("token", TOKENS, ids=lambda token: token.name)
SEES_ALL = {"system of the trust that keeps it", "that system, granted results to read only"}
"""Their trust keeps something of everybody's."""


def parts(ask):
    path = ask.path.partition("?")[0]
    return tuple(each.replace("{", "").replace("}", "") for each in path.split("/") if each)


def test_every_address_of_the_interface_is_asked():
    places = [place_of(ask.method, parts(ask)) for ask in ASKS]
    assert not [ask.name for ask, place in zip(ASKS, places, strict=True) if isinstance(place, NoRoute)]
    asked = {(place.route.interaction, place.route.method) for place in places}
    missing = sorted({(route.interaction, route.method) for route in ROUTES} - asked)
    assert not missing, f"write an Ask in fhir_asks.py and a row in fhir_table.py for: {missing}"


async def test_every_operation_the_interface_tells_of_is_asked(town):
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=town.running.app), base_url=f"{ORIGIN}/fhir") as client:
        told = (await client.get("/metadata")).json()["rest"][0]
    names = {each["name"] for each in (told, *told["resource"]) for each in each.get("operation", ())}
    missing = sorted(name for name in names if not any(f"${name}" in ask.path for ask in ASKS))
    assert not missing, f"write an Ask in fhir_asks.py and a row in fhir_table.py for: {missing}"


def test_every_ask_and_every_token_is_in_the_table():
    assert {ask.name for ask in ASKS} == set(TABLE), "each ask of fhir_asks.py is one row of fhir_table.py"
    short = [name for name, letters in TABLE.items() if len(letters) != len(TOKENS)]
    assert not short, f"{len(TOKENS)} tokens come (fhir_tokens.py): mend the rows {short}"


@EACH_TOKEN
async def test_every_ask_is_answered_as_the_table_says(town, token):
    wrong = []
    for told in (await conversation(town, token)).told:
        said = TABLE[told.ask.name][TOKENS.index(token)]
        if said != told.letter:
            wrong.append(f"{told.ask.name}: the table says {said} ({LETTERS[said]}); it answers {told.letter} ({LETTERS[told.letter]})")
    assert not wrong, "\n".join([f"with {token.name}:", *wrong])


@EACH_TOKEN
async def test_no_answer_holds_anything_of_whom_the_token_does_not_reach(town, token):
    reached = {token.who} if token.is_own else set() if token.who or token.made is None else {token.names}
    leaks = [f"{told.ask.name}: {told.shows}" for told in (await conversation(town, token)).told if told.shows - reached]
    assert token.name in SEES_ALL or not leaks


@EACH_TOKEN
async def test_what_is_not_answered_holds_neither_number_nor_name(town, token):
    person = town.nation.people[token.names]
    words = (person.number, str(person.name)) if token.who != token.names else ()
    told = (await conversation(town, token)).told
    named = [each.ask.name for each in told if each.letter in "e1343gxub" and not each.ask.changes for word in words if word in each.text]
    assert not named


@EACH_TOKEN
async def test_whoever_names_something_of_hers_in_vain_stands_in_her_log(town, token):
    if token.made is None:
        pytest.skip("there is nobody to write into a log")
    assert (await conversation(town, token)).unlogged == []


@EACH_TOKEN
async def test_a_citizens_token_changes_nothing_whatever_it_is_granted(town, token):
    """DO-1, DO-2 and DO-3 are for the reader's own pages: no app decides who may see her record."""
    done = [told.ask.name for told in (await conversation(town, token)).told if told.letter == "w"]
    assert not (token.who and done)
