"""The simulated register asked by a client made by hand: who may ask, in which parts it answers, what its feed says, and its faults."""

import secrets
from dataclasses import dataclass

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from innsyn.kernel.clock import SteppingClock, instant
from innsyn.sandbox.simulators import population_register
from innsyn.sandbox.simulators.openid.clients import RegisteredClient
from innsyn.sandbox.simulators.population_register import Fault, Register

START = instant("2026-11-22T08:00:00+00:00")
BASE = "https://register.example/below"
API = f"{BASE}/folkeregisteret/offentlig-med-hjemmel/api/v1"
ISSUER = f"{BASE}/maskinporten/"
SCOPE = "folkeregister:deling/offentligmedhjemmel"
CHILD, MOTHER, FATHER, STRANGER = "30859910059", "14839210038", "02898810058", "17859010067"
HELD = {"ajourholdstidspunkt": "2020-01-01T00:00:00+01:00", "erGjeldende": True, "gyldighetstidspunkt": "2020-01-01T00:00:00+01:00"}
HOME = {"kommunenummer": "3403", "adressenavn": "Eventyrstien", "adressenummer": {"husnummer": "7"}}


def document(number, **parts):
    own = {"identifikasjonsnummer": [{**HELD, "foedselsEllerDNummer": number, "identifikatortype": "foedselsnummer", "status": "iBruk"}]}
    basis = {"status": [{**HELD, "status": "bosatt"}], "navn": [{**HELD, "fornavn": "Prøve", "etternavn": "Person"}]}
    home = {"bostedsadresse": [{**HELD, "adressegradering": "ugradert", "vegadresse": HOME}]}
    return {**own, **basis, **home, **{part: [{**HELD, **entry} for entry in entries] for part, entries in parts.items()}}


def documents():
    over = [{"ansvar": "felles", "ansvarlig": parent} for parent in (MOTHER, FATHER)]
    return {
        CHILD: document(CHILD, foreldreansvar=over),
        MOTHER: document(MOTHER, foreldreansvar=[{"ansvar": "felles", "ansvarssubjekt": CHILD}]),
        FATHER: document(FATHER, foreldreansvar=[{"ansvar": "felles", "ansvarssubjekt": CHILD}]),
    }


@dataclass
class Wire:
    """A register and a client in front of it."""

    http: httpx.AsyncClient
    register: Register
    clock: SteppingClock
    faults: set
    key: RSAKey

    async def ask_token(self, *, header=None, form=None, key=None, **changed):
        """Ask for a token, with claims changed or (None) left out."""
        at = int(self.clock().timestamp())
        claims = {"aud": ISSUER, "iss": "us", "scope": SCOPE, "iat": at, "exp": at + 60, "jti": secrets.token_hex()} | changed
        claims = {name: value for name, value in claims.items() if value is not None}
        assertion = jwt.encode({"alg": "RS256", "kid": self.key.kid} | (header or {}), claims, key or self.key)
        told = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": assertion} | (form or {})
        return await self.http.post(f"{ISSUER}token", data=told)

    async def headers(self, **changed):
        """Make the headers of a request to the register."""
        return {"Authorization": f"Bearer {(await self.ask_token(**changed)).json()['access_token']}"}

    async def get(self, path, **query):
        """Read something from the register."""
        return await self.http.get(f"{API}{path}", params=query, headers=await self.headers())

    async def look_up(self, *numbers, **query):
        """Look people up."""
        content = {"foedselsEllerDNummer": numbers}
        return await self.http.post(f"{API}/personer/bulkoppslag", json=content, params=query, headers=await self.headers())

    async def change(self, **asked):
        """Change something, the sandbox's way."""
        return await self.http.post(f"{BASE}/changes", json=asked)

    async def feed(self, first=1):
        """Read the feed as pairs of whose and what."""
        events = (await self.get("/hendelser/feed", seq=first)).json()
        return [(event["hendelse"]["folkeregisteridentifikator"], event["hendelse"]["hendelsestype"]) for event in events]


@pytest.fixture(scope="session")
def client_key():
    return RSAKey.generate_key(2048, private=True, auto_kid=True)


@pytest.fixture(scope="session")
def keys_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("register-keys")


@pytest.fixture
async def wire(client_key, keys_folder):
    clock, faults = SteppingClock(START), set()
    register = Register(documents(), clock=clock, new_id=lambda: secrets.token_hex(8))
    clients = [
        RegisteredClient(
            client_id=name, name=name, public_keys={"keys": [client_key.as_dict(private=False)]}, scopes=scopes, legal_entity="290000018"
        )
        for name, scopes in (("us", {SCOPE, "another:scope"}), ("others", {"another:scope"}))
    ]
    around = {"keys_folder": keys_folder, "clock": clock, "new_secret": secrets.token_hex, "faults": faults, "slow_s": 0.05}
    application = population_register.simulator(BASE, register, clients, **around)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(application)) as http:
        yield Wire(http, register, clock, faults, client_key)


async def test_token_says_who_it_was_given_to_and_for_what(wire):
    answer = (await wire.ask_token()).json()
    keys = (await wire.http.get(f"{ISSUER}jwk")).json()
    claims = jwt.decode(answer["access_token"], RSAKey.import_key(keys["keys"][0])).claims
    assert (answer["token_type"], answer["scope"], answer["expires_in"]) == ("Bearer", SCOPE, 119)
    assert (claims["iss"], claims["client_id"], claims["scope"]) == (ISSUER, "us", SCOPE)
    assert claims["consumer"] == {"authority": "iso6523-actorid-upis", "ID": "0192:290000018"}


async def test_metadata_names_the_token_endpoint(wire):
    metadata = (await wire.http.get(f"{ISSUER}.well-known/oauth-authorization-server")).json()
    assert (metadata["issuer"], metadata["token_endpoint"]) == (ISSUER, f"{ISSUER}token")


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "nobody"},
        {"aud": f"{ISSUER}token"},
        {"aud": [ISSUER]},
        {"exp": int(START.timestamp()) + 121},
        {"exp": int(START.timestamp())},
        {"iat": int(START.timestamp()) - 11},
        {"iat": int(START.timestamp()) + 11},
        {"iat": None},
        {"exp": None},
        {"nbf": int(START.timestamp())},
        {"header": {"kid": "another"}},
    ],
)
async def test_grant_that_is_not_as_it_should_be_is_refused(wire, changed):
    answer = await wire.ask_token(**changed)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


async def test_grant_signed_by_another_key_is_refused(wire):
    stranger = RSAKey.generate_key(2048, private=True)
    assert (await wire.ask_token(key=stranger)).json()["error"] == "invalid_grant"


async def test_grant_is_good_once(wire):
    assert (await wire.ask_token(jti="one")).status_code == 200
    assert (await wire.ask_token(jti="one")).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(("changed", "error"), [({"scope": "not:registered"}, "invalid_scope"), ({"scope": None}, "invalid_scope"),
                                                ({"form": {"grant_type": "client_credentials"}}, "unsupported_grant_type")])  # fmt: skip
async def test_other_wishes_have_an_error_of_their_own(wire, changed, error):
    assert (await wire.ask_token(**changed)).json()["error"] == error


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer x"}, {"Authorization": "Basic dTpw"}])
@pytest.mark.parametrize("path", ["/personer/" + CHILD, "/hendelser/feed?seq=1", "/hendelser/siste/sekvensnummer", "/hendelser/x"])
async def test_nobody_is_answered_without_a_token(wire, path, header):
    answer = await wire.http.get(API + path, headers=header)
    assert answer.status_code == 401
    assert answer.json()["httpStatus"] == 401
    assert {"alvorlighetsgrad", "feilkode", "feilmelding", "tilleggsinformasjon"} <= answer.json().keys()


async def test_token_for_another_scope_is_forbidden(wire):
    answer = await wire.http.get(f"{API}/personer/{CHILD}", headers=await wire.headers(iss="others", scope="another:scope"))
    assert (answer.status_code, answer.json()["httpStatus"]) == (403, 403)


async def test_token_that_has_run_out_is_not_taken(wire):
    headers = await wire.headers()
    wire.clock.now = instant("2026-11-22T08:02:00+00:00")
    assert (await wire.http.get(f"{API}/personer/{CHILD}", headers=headers)).status_code == 401


async def test_person_comes_in_the_parts_asked_for_and_always_with_the_number(wire):
    assert (await wire.get(f"/personer/{CHILD}", part="status")).json().keys() == {"identifikasjonsnummer", "status"}
    assert (await wire.get(f"/personer/{CHILD}", part="relasjon-utvidet")).json().keys() == {"identifikasjonsnummer", "foreldreansvar"}


async def test_nothing_asked_for_is_the_basis_and_no_relations(wire):
    assert (await wire.get(f"/personer/{CHILD}")).json().keys() == {"identifikasjonsnummer", "status", "navn", "bostedsadresse"}


async def test_history_comes_only_when_it_is_asked_for(wire):
    wire.register.move(CHILD, {**HOME, "adressenavn": "Sagavegen"})
    current = (await wire.get(f"/personer/{CHILD}", part="bostedsadresse")).json()["bostedsadresse"]
    everything = (await wire.get(f"/personer/{CHILD}", part=["bostedsadresse", "historikk"])).json()["bostedsadresse"]
    assert [home["vegadresse"]["adressenavn"] for home in current] == ["Sagavegen"]
    assert [home["erGjeldende"] for home in everything] == [False, True]
    assert everything[0]["opphoerstidspunkt"] == START.isoformat()


async def test_unknown_part_is_refused_and_unknown_person_is_not_found(wire):
    assert (await wire.get(f"/personer/{CHILD}", part="diagnose")).status_code == 400
    assert (await wire.get(f"/personer/{STRANGER}")).status_code == 404


async def test_many_come_at_once_and_nobody_is_left_out_in_silence_when_ordered(wire):
    plain = (await wire.look_up(STRANGER, CHILD, MOTHER, part="status")).json()["oppslag"]
    ordered = (await wire.look_up(STRANGER, CHILD, CHILD, part="status", somBestilt="true")).json()["oppslag"]
    assert {look_up["foedselsEllerDNummer"] for look_up in plain} == {CHILD, MOTHER}
    assert [look_up["foedselsEllerDNummer"] for look_up in ordered] == [STRANGER, CHILD, CHILD]
    assert ordered[0].keys() == {"foedselsEllerDNummer", "feilmelding"}
    assert ordered[1]["folkeregisterperson"].keys() == {"identifikasjonsnummer", "status"}


@pytest.mark.parametrize(
    "content", [{}, {"foedselsEllerDNummer": "x"}, {"foedselsEllerDNummer": [1]}, [], {"foedselsEllerDNummer": ["1"] * 1001}]
)
async def test_look_up_in_another_form_is_refused(wire, content):
    answer = await wire.http.post(f"{API}/personer/bulkoppslag", json=content, headers=await wire.headers())
    assert answer.status_code == 400


async def test_nothing_has_happened_before_something_does(wire):
    assert await wire.feed() == []
    assert (await wire.get("/hendelser/siste/sekvensnummer")).json() == 0


async def test_every_kind_of_change_is_an_event(wire):
    wire.register.move(FATHER, {**HOME, "adressenavn": "Sagavegen"})
    wire.register.set_responsibility(CHILD, "mor", [MOTHER])
    wire.register.set_protection(MOTHER, "fortrolig")
    wire.register.set_guardian(CHILD, MOTHER, "personligeInteresser", kind="mindreaarig")
    wire.register.end_guardian(CHILD, MOTHER)
    wire.register.record_death(FATHER, START.date())
    assert await wire.feed() == [
        (FATHER, "endringIBostedsadresse"),
        (CHILD, "endringIForeldreansvar"),
        (MOTHER, "endringIForeldreansvar"),
        (FATHER, "endringIForeldreansvar"),
        (MOTHER, "endringIAdressebeskyttelse"),
        (MOTHER, "endringIBostedsadresseUtenFlytting"),
        (CHILD, "endringIVergemaal"),
        (CHILD, "endringIVergemaal"),
        (FATHER, "endringIDoedsfall"),
        (FATHER, "personErDoed"),
    ]


async def test_birthday_is_no_event(wire):
    wire.clock.now = instant("2027-11-22T08:00:00+00:00")
    assert await wire.feed() == []


async def test_feed_goes_on_from_the_number_asked_for_that_one_included(wire):
    for _ in range(3):
        wire.register.set_protection(MOTHER, "ugradert")
    assert len(await wire.feed(2)) == 5
    assert await wire.feed(7) == []
    assert [event["sekvensnummer"] for event in (await wire.get("/hendelser/feed", seq=5)).json()] == [5, 6]
    assert (await wire.get("/hendelser/siste/sekvensnummer")).json() == 6


async def test_page_of_the_feed_holds_a_thousand(wire):
    for _ in range(1002):
        wire.register.move(MOTHER, HOME)
    assert len(await wire.feed()) == 1000
    assert len(await wire.feed(1001)) == 2


async def test_feed_in_which_nothing_is_new_says_so(wire):
    tag = (await wire.get("/hendelser/feed", seq=1)).headers["etag"]
    again = await wire.http.get(f"{API}/hendelser/feed?seq=1", headers=await wire.headers() | {"If-None-Match": tag})
    assert again.status_code == 304
    wire.register.move(MOTHER, HOME)
    again = await wire.http.get(f"{API}/hendelser/feed?seq=1", headers=await wire.headers() | {"If-None-Match": tag})
    assert again.status_code == 200


@pytest.mark.parametrize("query", [{}, {"seq": "x"}, {"seq": "-1"}])
async def test_feed_without_a_place_to_begin_is_refused(wire, query):
    assert (await wire.get("/hendelser/feed", **query)).status_code == 400


async def test_event_tells_what_stands_there_now(wire):
    wire.register.set_guardian(CHILD, MOTHER, "personligeInteresser")
    wire.register.end_guardian(CHILD, MOTHER)
    came, went = (await wire.get("/hendelser/feed", seq=1)).json()
    first = (await wire.get(f"/hendelser/{came['hendelse']['hendelsesdokument']}")).json()["hendelse"]["egenskapshendelse"][0]
    second = (await wire.get(f"/hendelser/{went['hendelse']['hendelsesdokument']}")).json()["hendelse"]["egenskapshendelse"][0]
    assert first["vergemaalEllerFremtidsfullmakt"]["verge"]["foedselsEllerDNummer"] == MOTHER
    assert second == {"entitet": "vergemaalEllerFremtidsfullmakt", "entitetsendring": "annullere"}
    assert (await wire.get("/hendelser/nothing")).status_code == 404


@pytest.mark.parametrize(
    ("asked", "part", "shows"),
    [
        ({"change": "move", "number": CHILD, "vegadresse": {**HOME, "adressenavn": "Sagavegen"}}, "bostedsadresse", "Sagavegen"),
        ({"change": "responsibility", "number": CHILD, "how": "far", "responsible": [FATHER]}, "foreldreansvar", '"far"'),
        ({"change": "protection", "number": CHILD, "grade": "fortrolig"}, "adressebeskyttelse", "fortrolig"),
        ({"change": "death", "number": CHILD, "on": "2026-11-20"}, "doedsfall", "2026-11-20"),
        ({"change": "guardian", "number": CHILD, "guardian": MOTHER, "scope": "personligeInteresser"}, "relasjon-utvidet", '"verge"'),
    ],
    ids=lambda value: value["change"] if isinstance(value, dict) else "",
)  # fmt: skip
async def test_sandbox_changes_the_register_while_it_runs(wire, asked, part, shows):
    answer = await wire.change(**asked)
    assert answer.json() == {"sekvensnummer": wire.register.last}
    assert shows in (await wire.get(f"/personer/{CHILD}", part=part)).text


async def test_sandbox_moves_somebody_to_anothers_home_and_ends_a_guardianship(wire):
    wire.register.move(FATHER, {**HOME, "adressenavn": "Sagavegen"})
    await wire.change(change="move", number=CHILD, to_home_of=FATHER)
    assert wire.register.home_of(CHILD)["adressenavn"] == "Sagavegen"
    await wire.change(change="guardian", number=CHILD, guardian=MOTHER, scope="personligeInteresser")
    await wire.change(change="no_guardian", number=CHILD, guardian=MOTHER)
    assert (await wire.get(f"/personer/{CHILD}", part="vergemaalEllerFremtidsfullmakt")).json().keys() == {"identifikasjonsnummer"}


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"change": "move", "number": STRANGER, "vegadresse": HOME}, 404),
        ({"change": "guardian", "number": CHILD, "guardian": STRANGER, "scope": "personligeInteresser"}, 404),
        ({"change": "rename", "number": CHILD}, 400),
        ({"change": "move", "number": CHILD}, 400),
        ({"change": "death", "number": CHILD, "on": "yesterday"}, 400),
        ({"number": CHILD}, 400),
        ({}, 400),
    ],
)
async def test_change_that_cannot_be_made_changes_nothing(wire, asked, status):
    assert (await wire.change(**asked)).status_code == status
    assert wire.register.last == 0


async def test_change_from_a_form_on_somebodys_page_is_refused(wire):
    text = '{"change": "protection", "number": "' + CHILD + '", "grade": "fortrolig"}'
    answer = await wire.http.post(f"{BASE}/changes", content=text, headers={"Content-Type": "text/plain"})
    assert answer.status_code == 400
    assert wire.register.last == 0


@pytest.mark.parametrize(("fault", "status"), [(Fault.DOWN, 500), (Fault.TOO_MANY, 429), (Fault.NOT_FOUND, 404)])
async def test_register_fails_as_it_is_told(wire, fault, status):
    wire.faults.add(fault)
    answer = await wire.get(f"/personer/{CHILD}")
    assert (answer.status_code, answer.json()["httpStatus"]) == (status, status)


async def test_answer_can_break_off_and_be_about_another(wire):
    wire.faults.add(Fault.WRONG_PERSON)
    assert (await wire.get(f"/personer/{CHILD}")).json()["identifikasjonsnummer"][0]["foedselsEllerDNummer"] != CHILD
    wire.faults.add(Fault.BROKEN_JSON)
    with pytest.raises(ValueError):
        (await wire.get(f"/personer/{CHILD}")).json()


async def test_tokens_can_fail_too(wire):
    wire.faults.add(Fault.EXPIRED_TOKEN)
    assert (await wire.get(f"/personer/{CHILD}")).status_code == 401
    wire.faults.add(Fault.WRONG_SCOPE)
    assert (await wire.ask_token()).json()["scope"] != SCOPE
    wire.faults.add(Fault.TOKENS_DOWN)
    assert (await wire.ask_token()).status_code == 503
