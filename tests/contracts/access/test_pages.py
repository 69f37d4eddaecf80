"""Every address of the site with every role of the cast: let in and refused as the table says, and a refusal says and does nothing."""

import pytest
from tests.contracts.access.asking import LETTERS, REFUSED, whose_at
from tests.contracts.access.page_table import TABLE, suggested
from tests.contracts.access.roles import ROLES
from tests.contracts.access.walk import ROUTES, walked

EACH_ROLE = pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
OVER_ALL_RECORDS = {"/desk/questions"}
"""Lists of what waits for an organisation, in whoever's record."""

ADDRESSES = {f"{route.method} {route.path}" for route in ROUTES}


def test_every_address_and_every_role_is_in_the_table():
    missing = sorted(ADDRESSES - set(TABLE))
    assert not missing, "say who may come: add to page_table.py, each letter judged and not copied:\n" + "\n".join(map(suggested, missing))
    gone = sorted(set(TABLE) - ADDRESSES)
    assert not gone, f"these addresses are no more: take them out of page_table.py: {gone}"
    short = [address for address, letters in TABLE.items() if len(letters) != len(ROLES)]
    assert not short, f"{len(ROLES)} roles are walked (roles.py), in this order: {[role.name for role in ROLES]}; mend the rows {short}"
    unknown = {letter for letters in TABLE.values() for letter in letters} - set(LETTERS)
    assert not unknown, f"letters are {LETTERS}"


@EACH_ROLE
async def test_every_address_answers_a_role_as_the_table_says(town, role):
    wrong = []
    for answer in (await walked(town, role)).answers:
        name = f"{answer.route.method} {answer.route.path}"
        said = TABLE.get(name, "?" * len(ROLES))[ROLES.index(role)]
        if said not in (answer.letter, "?"):
            wrong.append(f"{name}: the table says {said} ({LETTERS[said]}); it answers {answer.letter} ({LETTERS[answer.letter]})")
    assert not wrong, "\n".join([f"for {role.name}:", *wrong])


@EACH_ROLE
async def test_a_refusal_holds_nothing_of_the_patient(town, role):
    person = town.nation.people[role.names]
    words = [person.number, person.phone, person.address.line, *([] if role.who == role.names else [str(person.name)])]
    walk, told = await walked(town, role), []
    is_let_in = walk.guest.key == role.names  # then the head of every page says whose record it is
    for answer in walk.answers:
        if answer.letter in REFUSED:
            named = [] if is_let_in or answer.route.path == "/representation/open" else words  # the reader's own list, with why not
            told += [f"{answer.route.method} {answer.route.path}" for word in named if word and word in answer.text]
            told += [f"{answer.route.method} {answer.route.path}: {answer.shows}"] * bool(answer.shows)
    assert not told


@EACH_ROLE
async def test_nothing_of_anybody_else_is_in_any_answer(town, role):
    walk = await walked(town, role)
    hers = {walk.guest.key or role.names, role.names}
    others = [
        f"{answer.route.method} {answer.route.path}: {answer.shows}"
        for answer in walk.answers
        if answer.shows - hers - {whose_at(answer.route, role)} and answer.route.path not in OVER_ALL_RECORDS
    ]
    assert not others


@EACH_ROLE
async def test_a_refusal_at_somebodys_id_stands_in_her_log(town, role):
    assert (await walked(town, role)).unlogged == []


@EACH_ROLE
async def test_a_refused_form_changes_nothing(town, role):
    assert (await walked(town, role)).changing == []
