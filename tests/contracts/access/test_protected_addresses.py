"""Kode 6 and 7: nothing that leads to where the protected live is told to anybody but themselves and those who treat them.

Their own record, and a hospital's Patient, do hold it here: address, post code, municipality, telephone, general practitioner.
Source: folkeregisterloven § 10-4; the national rules for representation (sperret adresse).
"""

from dataclasses import replace

import pytest
from tests.contracts.access.fhir_asking import conversation
from tests.contracts.access.fhir_asks import ASKS
from tests.contracts.access.fhir_tokens import TOKENS, Token
from tests.contracts.access.marks import places
from tests.contracts.access.roles import ROLES, Role
from tests.contracts.access.walk import ROUTES, walked

SHORTEST = 4
"""Numbers as short as a post code stand in times, sizes and tokens too."""

PROTECTED = ("tone", "nils", "benedicte", "runa")
BY_NAME = {role.name: role for role in ROLES}
OUTSIDERS = (
    ("somebody else", "tone"),
    ("without a profession, has found her", "benedicte"),
    ("registrar, where a power is registered", "tone"),
    ("registrar, where a power is registered", "runa"),
    ("privacy officer", "nils"),
    ("privacy officer, where she answers", "benedicte"),
    ("regional office", "tone"),
    ("administrator of clients", "runa"),
)
FATHER = Role(
    "father of a child whose mother is protected", "iben", "even", BY_NAME["parent without responsibility"].comes, acts_as="parent"
)
LOOKING = [route for route in ROUTES if route.method == "GET" or route.path.endswith(("/find", "/open"))]
STRANGERS = (
    "no token", "system of another trust that keeps something", "system of a trust that keeps nothing",
    "system of a trust she has shielded from", "somebody else, of her own record", "somebody else, with a token for hers", "the dead",
)  # fmt: skip


def leading_there(town, readers=()):
    """Give the words that lead to each of the protected, but those that the reader's own page may say of himself."""
    own = {word for key in readers for word in places(town.nation, key)}
    return {word for key in PROTECTED for word in places(town.nation, key) if len(word) > SHORTEST} - own


@pytest.mark.parametrize(("name", "whose"), OUTSIDERS)
async def test_no_page_leads_to_the_protected(town, name, whose):
    walker = {"somebody else": "astrid"}.get(name, BY_NAME[name].who)
    role = replace(BY_NAME[name], name=f"{name}: {whose}", names=whose, who=walker)
    readers = [role.who] if role.who in town.nation.people else []
    told = [
        f"{answer.route.method} {answer.route.path}: {word}"
        for answer in (await walked(town, role, LOOKING)).answers
        for word in leading_there(town, readers)
        if word in answer.text
    ]
    assert not told


async def test_a_father_learns_nothing_of_the_protected_mother_and_is_not_let_in_to_the_child(town):
    walk = await walked(town, FATHER, LOOKING)
    assert walk.guest.key == "even"
    person = town.nation.people["runa"]
    words = {*leading_there(town, ["even"]), person.number, str(person.name), person.name.given}
    assert not [f"{answer.route.path}: {word}" for answer in walk.answers for word in words if word in answer.text]


async def test_a_protected_mother_is_not_let_in_to_her_protected_child(town):
    walk = await walked(town, BY_NAME["mother of a child under kode 6"])
    assert walk.guest.key == "tone"
    assert not [answer.route.path for answer in walk.answers if "nils" in answer.shows]


async def test_finding_the_protected_at_the_desk_shows_no_way_there(town):
    browser = await town.browser("berg")
    for key in PROTECTED:
        answer = await browser.post("/desk/find", {"number": town.number(key)}, page="/desk")
        assert not [word for word in places(town.nation, key) if word in answer.text]


@pytest.mark.parametrize("name", STRANGERS)
@pytest.mark.parametrize("whose", ["tone", "runa"])
async def test_no_answer_of_the_interface_leads_to_the_protected(town, name, whose):
    token: Token = next(each for each in TOKENS if each.name == name)
    asked = await conversation(town, replace(token, name=f"{name}: {whose}", names=whose), [ask for ask in ASKS if not ask.changes])
    readers = [token.who] if token.is_own else []
    told = [f"{each.ask.name}: {word}" for each in asked.told for word in leading_there(town, readers) if word in each.text]
    assert not told


async def test_the_hospital_that_keeps_it_reads_where_they_live(town):
    """What the others are tried for is there to be leaked."""
    token = next(each for each in TOKENS if each.name == "system of the trust that keeps it")
    asks = [ask for ask in ASKS if ask.name == "read the patient"]
    told = (await conversation(town, replace(token, name="keeper: tone", names="tone"), asks)).told
    assert {word for word in places(town.nation, "tone") if len(word) > SHORTEST} - set(services(town, "tone")) <= {
        word for word in places(town.nation, "tone") if word in told[0].text
    }


def services(town, key):
    """Name the municipal service that no Patient says."""
    return [town.nation.organisations[town.nation.people[key].care_municipality].name]


async def test_the_technical_log_leads_nobody_there(town):
    text = town.running.technical.getvalue()
    assert not [word for word in leading_there(town) if word in text]
