"""Settings: the language changes at once, and is the reader's alone."""

import pytest

from innsyn.features import desk, settings
from innsyn.web.testing import Site, a_citizen, a_visit


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
    assert await reader.post("/settings", {"locale": "nb"}) == "/settings"
    page = await reader.get("/settings")
    assert "Innstillingene er lagret." in page.text
    assert page.form("/settings")["locale"] == "nb"
    assert (await site.preferences.of(kari.key)).locale == "nb"


async def test_no_address_is_asked_for_since_the_contact_register_has_it(reader):
    page = await reader.get("/settings")
    assert not {"email", "phone"} & set(page.form("/settings"))
    assert page.links["Velg varsler"] == "/settings/notices"


@pytest.mark.parametrize("language", ["nn", "en", "se", "nb"])
async def test_the_language_changes_at_once(reader, language):
    await reader.post("/settings", {"locale": language})
    assert (await reader.get("/settings")).tree.get("lang") == language


@pytest.mark.parametrize("language", ["", "de", "../nb", "NB"])
async def test_a_language_we_do_not_have_is_not_kept(site, reader, kari, language):
    page = await reader.post("/settings", {"locale": language}, status=422)
    assert page.tree.xpath("//*[@class='mistakes']//a[@href]")
    assert (await site.preferences.of(kari.key)).locale == ""


async def test_one_persons_settings_are_nobody_elses(site, reader):
    await reader.post("/settings", {"locale": "se"})
    assert (await site.preferences.of("ola")).locale == ""


async def test_without_the_forms_token_nothing_is_kept(site, reader, kari):
    answer = await reader.client.post("/settings", data={"locale": "nn"})
    assert answer.status_code == 403
    assert (await site.preferences.of(kari.key)).locale == ""


async def test_a_stranger_logs_in_first(site):
    answer = await site.stranger().client.get("/settings")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?return_to=/settings")
