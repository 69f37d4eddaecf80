"""The calls themselves: how many, with which token, and every way in which they can fail."""

import asyncio
import json
from datetime import timedelta

import httpx
import pytest
import structlog
from joserfc import jwt

from innsyn.edge.population_register import Maskinporten
from innsyn.edge.population_register.tests.world import LAND, NOW, numbered
from innsyn.gate.register import RegisteredPerson, RegisterUnavailable
from innsyn.sandbox.simulators.population_register import Fault

JONAS = LAND.people["jonas"].number


def look_up(number=JONAS, **content):
    return httpx.Response(200, json={"oppslag": [{"foedselsEllerDNummer": number, **content}]})


async def test_first_question_costs_a_token_and_two_calls_the_next_two_calls(world):
    await world.person("jonas")
    await world.person("jonas")
    assert world.paths() == ["token", *["bulkoppslag"] * 4]


async def test_person_without_parents_and_guardians_costs_one_call(world):
    await world.person("rolf")
    assert world.paths() == ["token", "bulkoppslag"]


async def test_no_person_number_is_in_any_address(world):
    await world.person("jonas")
    assert not any(person.number in str(request.url) for request in world.asked for person in LAND.people.values())


async def test_only_the_parts_that_are_used_are_asked_for(world):
    await world.person("jonas")
    asked = world.asked[-1].url.params
    assert "person-basis" not in asked.get_list("part")
    assert set(asked.get_list("part")) >= {"foreldreansvar", "familierelasjon", "adressebeskyttelse", "status"}
    assert asked["somBestilt"] == "true"


async def test_token_is_used_until_shortly_before_it_runs_out(world):
    await world.person("rolf")
    world.clock.move(timedelta(seconds=108))
    await world.person("rolf")
    assert world.paths().count("token") == 1
    world.clock.move(timedelta(seconds=2))
    await world.person("rolf")
    assert world.paths().count("token") == 2


async def test_token_that_is_refused_is_asked_for_anew_once(world):
    world.faults.add(Fault.EXPIRED_TOKEN)
    assert await world.person("rolf") == RegisterUnavailable()
    assert world.paths() == ["token", "bulkoppslag", "token", "bulkoppslag"]


async def test_token_that_was_good_and_is_refused_costs_no_answer(world):
    await world.person("rolf")
    world.caught.answers.append(httpx.Response(401, json={}))
    assert isinstance(await world.person("rolf"), RegisteredPerson)
    assert world.paths() == ["token", "bulkoppslag", "bulkoppslag", "token", "bulkoppslag"]


@pytest.mark.parametrize("fault", [Fault.DOWN, Fault.TOO_MANY, Fault.NOT_FOUND, Fault.BROKEN_JSON, Fault.WRONG_PERSON, Fault.TOKENS_DOWN])
async def test_register_that_does_wrong_is_unavailable_and_well_again_when_it_does_right(world, fault):
    world.faults.add(fault)
    assert await world.person("jonas") == RegisterUnavailable()
    world.faults.clear()
    assert isinstance(await world.person("jonas"), RegisteredPerson)


async def test_token_for_another_scope_is_unavailable(world):
    world.faults.add(Fault.WRONG_SCOPE)
    assert await world.person("jonas") == RegisterUnavailable()


async def test_register_that_fails_at_the_second_call_is_unavailable_rather_than_without_parents(world):
    await world.person("rolf")
    whole = await world.person("jonas")
    document = world.register.document(JONAS)
    world.caught.answers += [look_up(folkeregisterperson=document), httpx.Response(500, json={})]
    assert await world.person("jonas") == RegisterUnavailable()
    assert await world.person("jonas") == whole


async def test_slow_register_is_given_up(world_of):
    world = world_of(deadline_s=0.2)
    world.faults.add(Fault.SLOW)
    async with asyncio.timeout(60):
        assert await world.person("jonas") == RegisterUnavailable()


@pytest.mark.parametrize(
    "broken", [httpx.ConnectError("no"), httpx.ConnectTimeout("no"), httpx.RemoteProtocolError("closed while it lay idle")]
)
async def test_connection_that_fails_once_is_tried_once_more(world, broken):
    world.caught.breaks.append(broken)
    assert isinstance(await world.person("rolf"), RegisteredPerson)


async def test_connection_that_fails_twice_is_unavailable(world):
    world.caught.breaks += [httpx.ConnectError("no"), httpx.ConnectError("no")]
    assert await world.person("rolf") == RegisterUnavailable()
    assert len(world.asked) == 2


async def test_answer_that_was_begun_is_not_asked_for_again(world):
    world.caught.breaks.append(httpx.ReadTimeout("begun"))
    assert await world.person("rolf") == RegisterUnavailable()
    assert len(world.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, json=[]),
        httpx.Response(200, json={"oppslag": {}}),
        httpx.Response(200, json={"oppslag": ["x"]}),
        httpx.Response(200, json={"oppslag": []}),
        httpx.Response(200, content=b"[" * 100_000),
        httpx.Response(302, headers={"Location": "https://elsewhere.example/"}),
        look_up(number=LAND.people["kari"].number, folkeregisterperson={}),
        look_up(),
        look_up(folkeregisterperson={}, feilmelding={"feilmelding": "begge"}),
        look_up(folkeregisterperson="x"),
        look_up(folkeregisterperson={}),
        look_up(folkeregisterperson={"identifikasjonsnummer": []}),
    ],
    ids=range(12),
)
async def test_answer_in_another_form_is_unavailable(world, answer):
    world.caught.answers.append(answer)
    assert await world.person("jonas") == RegisterUnavailable()


async def test_message_that_there_is_nobody_about_a_parent_makes_the_parent_unknown(world):
    document = world.register.document(JONAS)
    parents = [{"foedselsEllerDNummer": LAND.people[key].number, "feilmelding": {"feilmelding": "utgått"}} for key in ("kari", "eirik")]
    world.caught.answers += [look_up(folkeregisterperson=document), httpx.Response(200, json={"oppslag": parents})]
    jonas = await world.person("jonas")
    assert [(each.protection, each.shares_address, each.has_responsibility) for each in jonas.parents] == [("unknown", None, True)] * 2


async def test_entries_that_are_over_do_not_count_though_the_register_sends_them(world):
    world.register.set_responsibility(JONAS, "mor", [LAND.people["kari"].number])
    world.caught.answers.append(look_up(folkeregisterperson=world.register.document(JONAS)))
    assert [parent.has_responsibility for parent in (await world.person("jonas")).parents] == [True, False]


@pytest.mark.parametrize("changed", [{"erGjeldende": False}, {"erGjeldende": False, "gyldighetstidspunkt": None}])
async def test_entry_that_is_not_current_does_not_count_even_without_a_day_it_ended(world, changed):
    document = world.register.document(JONAS)
    over = [{**entry, **changed} for entry in document["foreldreansvar"]]
    world.caught.answers.append(look_up(folkeregisterperson={**document, "foreldreansvar": over}))
    assert not any(parent.has_responsibility for parent in (await world.person("jonas")).parents)


@pytest.mark.parametrize("different", [{"scopes": ("another:scope",)}, {"client_id": "somebody"}])
async def test_client_that_is_not_registered_for_this_gets_nothing(world_of, different):
    world = world_of(**different)
    assert await world.person("jonas") == RegisterUnavailable()
    assert world.paths() == ["token"]


async def test_grant_is_signed_by_our_key_and_holds_only_what_maskinporten_knows(world, own_key):
    await world.person("rolf")
    form = dict(httpx.QueryParams(world.asked[0].content.decode()))
    read = jwt.decode(form["assertion"], own_key, algorithms=["RS256"])
    assert form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    assert read.header["kid"] == own_key.kid
    assert read.claims.keys() == {"aud", "iss", "scope", "iat", "exp", "jti"}
    assert read.claims["exp"] - read.claims["iat"] <= 120


@pytest.mark.parametrize(
    "content",
    [
        {},
        [],
        {"access_token": 1, "expires_in": 60, "token_type": "Bearer"},
        {"access_token": "t", "token_type": "Bearer"},
        {"access_token": "t", "expires_in": 60, "token_type": "DPoP"},
    ],
)
async def test_token_answer_in_another_form_is_unavailable(world, content, monkeypatch):
    inner = world.caught._inner.handle_async_request

    async def odd(request):
        return httpx.Response(200, json=content) if request.url.path.endswith("/token") else await inner(request)

    monkeypatch.setattr(world.caught._inner, "handle_async_request", odd)
    assert await world.person("rolf") == RegisterUnavailable()


async def test_many_who_ask_at_once_share_one_token(world_of):
    world = world_of(slow_s=0.05)
    world.faults.add(Fault.SLOW)
    await asyncio.gather(*(world.person("rolf") for _ in range(5)))
    assert world.paths().count("token") == 1


async def test_log_tells_why_and_of_nobody(world):
    world.faults.add(Fault.DOWN)
    with structlog.testing.capture_logs() as lines:
        await world.person("jonas")
    assert [line["why"] for line in lines if line["event"] == "population_register.unavailable"] == ["status.500"]
    assert JONAS not in json.dumps(lines)


async def test_log_of_a_document_that_is_not_understood_names_its_part_alone(world):
    world.write("jonas", "navn", [{"fornavn": "Jonas"}])
    with structlog.testing.capture_logs() as lines:
        await world.adapter.person(numbered("jonas"), now=NOW)
    assert [line["why"] for line in lines if line["event"] == "population_register.unavailable"] == ["not_understood.navn"]


def test_client_shows_no_key(own_key):
    us = Maskinporten(issuer="i", client_id="c", key=own_key, scope="s", new_id=str)
    assert "key" not in repr(us)
