"""Settings: the language changes at once, contact is kept, and what is no address is said beside the field."""

import pytest

from innsyn.features import desk, settings
from innsyn.web.testing import Site, a_citizen, a_visit

GIVEN = {"locale": "nb", "email": "kari@eksempel.no", "phone": "+47 99 00 11 22"}


@pytest.fixture
def site():
    return Site([settings.FEATURE, desk.FEATURE])


@pytest.fixture
def kari():
    return a_citizen()


@pytest.fixture
async def reader(site, kari):
    return await site.citizen(kari, site.gate.know(a_visit(kari)), accept_language="nb")


async def test_what_is_asked_for_is_kept_and_shown_again(site, reader, kari):
    assert await reader.post("/settings", GIVEN) == "/settings"
    page = await reader.get("/settings")
    assert "Innstillingene er lagret." in page.text
    shown = page.form("/settings")
    assert {name: shown[name] for name in GIVEN} == GIVEN
    assert "Du bekreftet dette sist" in page.main
    assert (await site.preferences.of(kari.key)).confirmed_at == site.clock()


async def test_nothing_is_confirmed_before_it_is_kept(reader):
    assert "Du bekreftet dette sist" not in (await reader.get("/settings")).main


@pytest.mark.parametrize("language", ["nn", "en", "se", "nb"])
async def test_the_language_changes_at_once(reader, language):
    await reader.post("/settings", GIVEN | {"locale": language})
    assert (await reader.get("/settings")).tree.get("lang") == language


@pytest.mark.parametrize("language", ["", "de", "../nb", "NB"])
async def test_a_language_we_do_not_have_is_not_kept(site, reader, kari, language):
    await reader.post("/settings", GIVEN | {"locale": language}, status=422)
    assert (await site.preferences.of(kari.key)).locale == ""


@pytest.mark.parametrize(
    "email", ["kari", "kari@", "@eksempel.no", "a b@eksempel.no", "kari@eksempel", "x" * 250 + "@a.no", "a@b.no, c@d.no"]
)
async def test_what_is_no_email_address_is_said_and_kept_in_the_field(site, reader, kari, email):
    page = await reader.post("/settings", GIVEN | {"email": email}, status=422)
    assert page.tree.xpath("//*[@class='mistakes']//a[@href]")
    assert page.form("/settings")["email"] == email
    assert page.form("/settings")["phone"] == GIVEN["phone"]
    assert (await site.preferences.of(kari.key)).email == ""


@pytest.mark.parametrize("phone", ["1", "ring meg", "+47 99 00 11 2x", "9" * 30, "++4799001122"])
async def test_what_is_no_phone_number_is_said(site, reader, kari, phone):
    page = await reader.post("/settings", GIVEN | {"phone": phone}, status=422)
    assert page.tree.xpath("//input[@name='phone'][@aria-invalid='true']")
    assert (await site.preferences.of(kari.key)).phone == ""


async def test_no_contact_at_all_is_a_choice_too(site, reader, kari):
    await reader.post("/settings", GIVEN)
    await reader.post("/settings", GIVEN | {"email": " ", "phone": ""})
    kept = await site.preferences.of(kari.key)
    assert (kept.email, kept.phone) == ("", "")


async def test_one_persons_settings_are_nobody_elses(site, reader):
    await reader.post("/settings", GIVEN)
    ola = a_citizen("ola", "Ola Testesen")
    his = await (await site.citizen(ola, site.gate.know(a_visit(ola, owner=2, number=2)))).get("/settings")
    assert his.form("/settings")["email"] == ""


async def test_without_the_forms_token_nothing_is_kept(site, reader, kari):
    answer = await reader.client.post("/settings", data=GIVEN)
    assert answer.status_code == 403
    assert (await site.preferences.of(kari.key)).email == ""


async def test_a_stranger_logs_in_first(site):
    answer = await site.stranger().client.get("/settings")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?return_to=/settings")
