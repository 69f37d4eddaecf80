"""Notices joined to the program: simulators in the sandbox, real gateways by setting; without any, nothing is sent and nothing is lost."""

import httpx
import pytest

from innsyn.gate.keys import open_keys
from innsyn.kernel.clock import system_clock
from innsyn.main.keeping import push_key
from innsyn.main.machine_tokens import machine_tokens
from innsyn.main.notifying import _contacts, _mail_server, _sms, _vapid
from innsyn.main.settings import SettingProblem, read_settings
from innsyn.web.notices.browsers import PUSH_SERVICES
from innsyn.web.notices.contact import NoContacts
from innsyn.web.testing.fakes import NOW

BASE = "http://127.0.0.1:8000"


@pytest.fixture
def told(tmp_path):
    def settings(**given):
        return read_settings(
            {"INNSYN_DATA": str(tmp_path), "INNSYN_BASE_URL": BASE} | {f"INNSYN_{name}": value for name, value in given.items()}
        )

    return settings


@pytest.fixture
async def http():
    async with httpx.AsyncClient() as client:
        yield client


async def test_without_a_register_nobody_is_there(told, http, tmp_path):
    contacts = _contacts(told(), open_keys(tmp_path), http, lambda: NOW)
    assert isinstance(contacts, NoContacts)
    assert (await contacts.of(["kari"]))["kari"].status == "not_registered"


async def test_in_the_sandbox_the_simulators_are_asked(told, http, tmp_path):
    settings = told(SANDBOX="on")
    contacts, sms = _contacts(settings, open_keys(tmp_path), http, lambda: NOW), _sms(settings, http, lambda: NOW)
    assert contacts._address == f"{BASE}/sandbox/contact-register/rest/v2/personer"
    assert sms._base == f"{BASE}/sandbox/sms-gateway/notifications/api/v1/future"
    async with _mail_server(settings, lambda: NOW) as server:
        assert (server.host, server.security) == ("127.0.0.1", "none")


async def test_named_gateways_are_the_ones_asked_and_want_real_tokens(told, http, tmp_path):
    named = {"CONTACT_REGISTER_URL": "https://kontaktregisteret.no/", "SMS_GATEWAY": "https://platform.altinn.no"}
    settings = told(SANDBOX="on", MASKINPORTEN_ISSUER="https://maskinporten.no/", **named)
    assert _contacts(settings, open_keys(tmp_path), http, system_clock)._address == "https://kontaktregisteret.no/rest/v2/personer"
    assert _sms(settings, http, system_clock)._base.startswith("https://platform.altinn.no/")
    with pytest.raises(SettingProblem, match="MASKINPORTEN_ISSUER"):
        _contacts(told(**named), open_keys(tmp_path), http, system_clock)


async def test_a_mail_server_is_the_one_that_was_named_with_an_address_to_come_from(told):
    async with _mail_server(told(SMTP_URL="smtps://mail.example.no", EMAIL_SENDER="varsel@innsyn.example"), system_clock) as server:
        assert server.host == "mail.example.no"
    async with _mail_server(told(), system_clock) as none:
        assert none is None
    for wrong in ({"SMTP_URL": "mail.example.no", "EMAIL_SENDER": "a@b.no"}, {"SMTP_URL": "smtps://mail.example.no"}):
        with pytest.raises(SettingProblem):
            async with _mail_server(told(**wrong), system_clock):
                pass


def test_there_is_push_only_when_push_services_can_find_us(told):
    assert _vapid(told()) is None
    assert _vapid(told(SANDBOX="on")).contact.startswith("mailto:")
    assert _vapid(told(BASE_URL="https://innsyn.example")).contact == "https://innsyn.example"
    assert _vapid(told(PUSH_CONTACT="mailto:drift@example.no")).contact == "mailto:drift@example.no"


def test_the_push_key_is_made_once_and_for_the_owner_alone(told, tmp_path):
    assert push_key(told()).as_dict() == push_key(told()).as_dict()
    assert (tmp_path / "keys" / "push.jwk.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", ["", "{}", '{"kty":"EC"}', "not json"])
def test_a_push_key_that_is_none_is_said(told, tmp_path, content):
    (tmp_path / "key").write_text(content)
    with pytest.raises(SettingProblem, match="PUSH_KEY"):
        push_key(told(PUSH_KEY=str(tmp_path / "key")))


def test_push_goes_to_the_browser_makers_unless_others_are_named(told):
    assert told().push_services == PUSH_SERVICES
    assert told(PUSH_SERVICES="https://push.example").push_services == ("https://push.example",)


@pytest.mark.parametrize("name", ["", "Innsyn og meg", "Innsyn.no", "Twelveletter", "Sjekkø"])
def test_a_name_a_telephone_cannot_show_is_refused(told, name):
    with pytest.raises(SettingProblem, match="NOTICE_NAME"):
        told(NOTICE_NAME=name)


@pytest.mark.parametrize(("status", "token"), [(200, "given"), (401, None), (503, None)])
async def test_a_token_is_maskinportens_or_none(told, status, token):
    asked = []

    def maskinporten(request):
        asked.append(str(request.url))
        return httpx.Response(status, json={"access_token": "given", "token_type": "Bearer", "expires_in": 100})

    async with httpx.AsyncClient(transport=httpx.MockTransport(maskinporten)) as http:
        give = machine_tokens(told(MASKINPORTEN_ISSUER="https://maskinporten.example"), http, "a:scope", lambda: NOW)
        assert await give() == token
    assert asked[0] == "https://maskinporten.example/token"
