"""Registering, seeing, changing and ending clients at the desk: an administrator's own organisation's, and nobody else's."""

import json

import pytest
from joserfc.jwk import ECKey

PATHS = ("/desk/clients", "/desk/clients/new", "/desk/clients/journal", "/desk/clients/journal/change", "/desk/clients/journal/end")


async def test_an_administrator_registers_a_client_and_sees_it_with_who_did_it(frode):
    assert await frode.registers() == "/desk/clients/journal"
    page = await frode.get("/desk/clients/journal")
    assert page.heading == "Journalsystemet"
    assert "system/*.rs" in page.main
    assert "Bundet til systemets nøkkel (DPoP)" in page.main
    assert "22. november 2026 kl. 12:05" in page.main
    assert "Nina Sykepleier" in page.main
    assert "Journalsystemet" in (await frode.get("/desk/clients")).main


async def test_the_organisation_is_the_administrators_own_whatever_is_posted(frode, other_trust):
    await frode.registers(organisation=other_trust)
    assert (await frode.site.clients.find("journal")).organisation == frode.actor.organisation


@pytest.mark.parametrize("path", PATHS)
async def test_who_has_no_such_post_is_told_who_has_and_sees_nothing(sits_down, frode, path):
    await frode.registers()
    nina = await sits_down(is_administrator=False, organisation="993467049")
    page = await nina.get(path, status=403)
    assert "IKT-ansvarlig" in page.main
    assert "Journalsystemet" not in page.main


@pytest.mark.parametrize("path", ["/desk/clients/new", "/desk/clients/journal/change", "/desk/clients/journal/end"])
async def test_who_has_no_such_post_changes_nothing(sits_down, frode, keys, path):
    await frode.registers()
    nina = await sits_down(is_administrator=False, organisation="993467049")
    fields = {"client_id": "other", "name": "Mitt", "contact": "a@example.no", "scopes": "system/*.rs", "keys": keys}
    await nina.post(path, fields, status=403)
    (client,) = await frode.site.clients.of(None)
    assert (client.name, client.version) == ("Journalsystemet", 1)


async def test_another_organisations_client_looks_like_none(sits_down, frode, other_trust):
    await frode.registers()
    other = await sits_down(is_administrator=True, organisation=other_trust)
    assert "Journalsystemet" not in (await other.get("/desk/clients")).main
    absent = (await other.get("/desk/clients/nobody", status=404)).main.partition("Referanse")[0]
    for path in PATHS[2:]:
        assert (await other.get(path, status=404)).main.partition("Referanse")[0] == absent
    await other.post("/desk/clients/journal/end", status=404)
    await other.post("/desk/clients/journal/change", status=404)
    assert not (await frode.site.clients.find("journal")).is_revoked


async def test_a_change_is_kept_with_who_did_it(frode, keys):
    await frode.registers()
    form = (await frode.get("/desk/clients/journal/change")).form("/desk/clients/journal/change")
    assert form["scopes"] == "system/*.rs"
    changed = {**form, "scopes": "system/Patient.r", "allows_bearer": "y"}
    assert await frode.post("/desk/clients/journal/change", changed) == "/desk/clients/journal"
    client = await frode.site.clients.find("journal")
    assert (client.scopes, client.allows_bearer, client.version) == ("system/Patient.r", True, 2)
    assert "Endret" in (await frode.get("/desk/clients/journal")).main


async def test_an_end_is_asked_for_once_more_and_is_for_good(frode):
    await frode.registers()
    assert "for godt" in (await frode.get("/desk/clients/journal/end")).main
    assert await frode.post("/desk/clients/journal/end") == "/desk/clients/journal"
    page = await frode.get("/desk/clients/journal")
    assert "Avsluttet" in page.main
    assert "/desk/clients/journal/change" not in page.links.values()
    await frode.post("/desk/clients/journal/end")
    assert len(await frode.site.clients.events("journal")) == 2


async def test_an_id_that_was_used_is_not_given_again(frode):
    await frode.registers()
    page = await frode.registers(name="Et annet", status=422)
    assert "Denne id-en er brukt" in page.main
    assert (await frode.site.clients.find("journal")).name == "Journalsystemet"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"client_id": "Ab c"}, "små bokstaver"),
        ({"client_id": "new"}, "små bokstaver"),
        ({"name": None}, "navn på høyst 100"),
        ({"name": "x" * 101}, "navn på høyst 100"),
        ({"contact": "ingen"}, "e-postadresse"),
        ({"scopes": ""}, "minst én rettighet"),
        ({"scopes": "system/*.rs openid"}, "rettighetene finnes ikke"),
        ({"keys": ""}, "minst én offentlig nøkkel"),
        ({"keys": "{"}, "ikke et nøkkelsett"),
        ({"keys": "[]"}, "ikke et nøkkelsett"),
        ({"keys": '{"keys": []}'}, "minst én offentlig nøkkel"),
        ({"keys": '{"kty": "oct", "kid": "a"}'}, "Bare RSA og EC"),
        ({"keys_url": "https://x.example/jwks"}, "ikke begge"),
        ({"keys": None, "keys_url": "http://x.example/jwks"}, "begynner med https"),
        ({"keys": None, "keys_url": "https://a:b@x.example/"}, "begynner med https"),
        ({"login_client": "to ord"}, "slik ID-porten skriver"),
    ],
    ids=lambda said: said.replace(" ", "-") if isinstance(said, str) else next(iter(said)),
)
async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_registered(frode, changed, said):
    changed = dict(changed)
    page = await frode.registers(changed.pop("client_id", "journal"), status=422, **changed)
    assert said in page.main
    assert await frode.site.clients.of(None) == ()


async def test_a_private_key_is_never_taken_nor_shown_again(frode):
    private = ECKey.generate_key("P-256", auto_kid=True).as_dict(private=True)
    page = await frode.registers(keys=json.dumps(private), status=422)
    assert "privat nøkkel" in page.main
    assert private["d"] not in page.answer.text


async def test_weak_and_doubled_keys_are_refused(frode, keys):
    weak = {"kty": "RSA", "kid": "weak", "e": "AQAB", "n": "wQ" + "A" * 169}
    assert "2048" in (await frode.registers(keys=json.dumps(weak), status=422)).main
    (key,) = json.loads(keys)["keys"]
    assert "samme id" in (await frode.registers(keys=json.dumps({"keys": [key, key]}), status=422)).main
    without = {name: value for name, value in key.items() if name != "kid"}
    assert "(kid)" in (await frode.registers(keys=json.dumps(without), status=422)).main


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se"])
async def test_every_page_is_whole_in_every_language(sits_down, language):
    frode = await sits_down(is_administrator=True, language=language)
    for path in PATHS[:2]:
        assert (await frode.get(path)).tree.get("lang") == language
    await frode.registers()
    for path in PATHS:
        await frode.get(path)
    await frode.post("/desk/clients/journal/end")
    await frode.get("/desk/clients/journal")
