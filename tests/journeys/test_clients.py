"""An administrator looks after her organisation's machine clients: on a phone, at a desk, with the keyboard alone, without script."""

import json
import re

import pytest
from joserfc.jwk import ECKey

pytestmark = pytest.mark.journey

ADMINISTRATOR, NURSE = "dokken", "berg"


def a_key_set():
    return json.dumps({"keys": [ECKey.generate_key("P-256", auto_kid=True).as_dict(private=False)]})


def an_id():
    return "reise-" + ECKey.generate_key("P-256").thumbprint().lower().replace("_", "x").replace("-", "x")[:12]


def fills_in(traveller, **words):
    for label, text in words.items():
        traveller.page.locator(f"[name={label}]").fill(text)
    return traveller


def test_a_client_is_registered_changed_and_ended(at_desk, on_phone):
    client_id = an_id()
    frode = at_desk(ADMINISTRATOR).follows("Systemer").finds_it_accessible().sees("Sandbox journal")
    frode.keeps_picture("clients").follows("Registrer et system").finds_it_accessible()
    frode.presses("Registrer").finds_it_accessible().sees("Skriv et navn").complaints.clear()
    fills_in(frode, client_id=client_id, name="Reisens system", contact="drift@example.no", scopes="system/Patient.rs", keys=a_key_set())
    frode.presses("Registrer").finds_it_accessible().sees("Systemet er registrert").sees(client_id).sees("Frode Dokken")
    frode.keeps_picture("client")
    frode.follows("Endre registreringen").finds_it_accessible()
    fills_in(frode, name="Reisens andre system").presses("Lagre").sees("Reisens andre system").sees("Endret")
    phone = on_phone(ADMINISTRATOR).goes_to(f"/desk/clients/{client_id}").finds_it_accessible()
    phone.follows("Avslutt systemet").finds_it_accessible().presses("Avslutt for godt").finds_it_accessible().sees("Systemet er avsluttet")


def test_a_nurse_is_told_who_administers(at_desk):
    nurse = at_desk(NURSE)
    nurse.goes_to("/desk/clients", status=403).finds_it_accessible().sees("Du administrerer ikke systemer").does_not_see("Sandbox")
    nurse.goes_to("/desk/clients/sandbox-journal", status=403).does_not_see("Sandbox")
    nurse.complaints.clear()


def test_it_works_without_script(at_desk):
    client_id = an_id()
    frode = at_desk(ADMINISTRATOR, has_script=False).goes_to("/desk/clients/new")
    fills_in(
        frode, client_id=client_id, name="Uten skript", contact="a@example.no", scopes="system/*.rs", keys_url="https://x.example/jwks"
    )
    frode.presses("Registrer").sees("Systemet er registrert").follows("Avslutt systemet").presses("Avslutt for godt").sees("avsluttet")


def test_a_form_can_be_filled_in_with_the_keyboard_alone(at_desk):
    frode = at_desk(ADMINISTRATOR).goes_to("/desk/clients/new")
    frode.page.locator("[name=client_id]").focus()
    for text in (an_id(), "Tastaturet", "a@example.no", "system/*.rs", "", "https://x.example/jwks", ""):
        frode.page.keyboard.type(text)
        frode.page.keyboard.press("Tab")
    assert frode.page.evaluate("document.activeElement.name") == "allows_bearer"
    frode.page.keyboard.press("Tab")
    with frode.page.expect_navigation(url=re.compile(r"/desk/clients/reise-")):
        frode.page.keyboard.press("Enter")
    frode.sees("Systemet er registrert")


@pytest.mark.parametrize("language", ["nn", "en", "se"])
def test_every_page_is_accessible_in_each_language(language, on_phone, at_400_per_cent):
    for at in (on_phone, at_400_per_cent):
        frode = at(ADMINISTRATOR).goes_to(f"/language/{language}")
        for path in ("", "/new", "/sandbox-journal", "/sandbox-journal/change", "/sandbox-journal/end"):
            frode.goes_to("/desk/clients" + path).finds_it_accessible()
            assert "⟦" not in frode.page.content()
