"""The descriptions are made once, told apart by their tags, and sent small."""

import gzip
import json

import pytest

from innsyn.edge.fhir_api.tests.samples import Api

ADDRESSES = ["/metadata", "/openapi.json"]


async def raw(client, address, **headers):
    """The bytes as they go over the wire."""
    async with client.stream("GET", address, headers=headers) as answer:
        return answer, b"".join([piece async for piece in answer.aiter_raw()])


@pytest.mark.parametrize("address", ADDRESSES)
async def test_description_comes_packed_to_who_takes_it_and_plain_to_others(stranger, address):
    plain, body = await raw(stranger, address, **{"accept-encoding": "identity"})
    small, packed = await raw(stranger, address, **{"accept-encoding": "br, gzip;q=0.5"})
    assert "content-encoding" not in plain.headers
    assert (small.headers["content-encoding"], gzip.decompress(packed)) == ("gzip", body)
    assert len(packed) * 5 < len(body)
    assert small.headers["content-type"] == plain.headers["content-type"]
    assert "accept-encoding" in plain.headers["vary"]


async def test_gzip_that_is_refused_is_not_sent(stranger):
    answer, body = await raw(stranger, "/metadata", **{"accept-encoding": "gzip;q=0, *"})
    assert "content-encoding" not in answer.headers
    assert json.loads(body)["resourceType"] == "CapabilityStatement"


@pytest.mark.parametrize("address", ADDRESSES)
async def test_who_has_the_description_is_told_so(stranger, address):
    first = await stranger.get(address)
    tag = first.headers["etag"]
    assert not tag.startswith("W/")
    again = await stranger.get(address, headers={"if-none-match": f'"another", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert "content-encoding" not in again.headers
    assert (await stranger.get(address, headers={"if-none-match": '"another"'})).status_code == 200


async def test_each_form_has_its_own_tag(stranger):
    forms = [
        ("/metadata", {}),
        ("/metadata?_format=xml", {}),
        ("/metadata?_pretty=true", {}),
        ("/metadata", {"accept-encoding": "identity"}),
    ]
    tags = [(await stranger.get(address, headers=headers)).headers["etag"] for address, headers in forms]
    assert len(set(tags)) == len(forms)


async def test_description_is_as_it_was_until_something_else_is_said(world):
    async with Api(world).client(None) as one, Api(world).client(None) as same, Api(world, version="9.9.9").client(None) as other:
        tags = [(await client.get("/metadata")).headers["etag"] for client in (one, same, other)]
    assert tags[0] == tags[1] != tags[2]
