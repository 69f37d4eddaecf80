"""Every main page, on a phone and a desktop, in four languages: axe at zero, nothing wider than the screen, pictures for docs."""

import pytest

pytestmark = pytest.mark.journey

OPEN = ("/", "/about", "/privacy", "/accessibility", "/login")
CITIZEN = (
    "/my-health",
    "/messages",
    "/messages/new",
    "/documents",
    "/results",
    "/diagnoses",
    "/access-log",
    "/access-log/proof",
    "/notice-log",
    "/settings",
    "/settings/notices",
    "/representation",
    "/representation/given",
    "/shields",
)
PICTURES = {
    "/my-health": "overview",
    "/documents": "documents",
    "/results": "results",
    "/diagnoses": "diagnoses",
    "/access-log": "access-log",
    "/access-log/proof": "proof",
    "/settings": "settings",
    "/settings/notices": "notices",
    "/notice-log": "notice-log",
    "/representation": "representation",
    "/shields": "shields",
    "/rules": "rules",
}


@pytest.mark.parametrize("path", OPEN)
def test_an_open_page_is_accessible_on_a_phone_and_a_desktop(path, on_phone, at_desk):
    on_phone().goes_to(path).finds_it_accessible()
    at_desk().goes_to(path).finds_it_accessible()


def test_the_rules_are_accessible_with_and_without_their_examples(on_phone, at_desk):
    on_phone().goes_to("/rules?examples=all").finds_it_accessible()
    at_desk().goes_to("/rules").finds_it_accessible()


@pytest.mark.parametrize(("language", "size"), [("nb", "phone"), ("nb", "400 %"), ("nn", "phone"), ("en", "desktop"), ("se", "400 %")])
def test_a_citizens_pages_are_accessible_in_each_language_and_at_each_size(language, size, on_phone, at_desk, at_400_per_cent):
    somebody = {"phone": on_phone, "desktop": at_desk, "400 %": at_400_per_cent}[size]
    kari = somebody("kari").goes_to(f"/language/{language}")
    for path in CITIZEN:
        kari.goes_to(path).finds_it_accessible()
        assert kari.page.locator("html").get_attribute("lang") == language
        assert "⟦" not in kari.page.content()


def test_every_kind_of_document_and_each_course_is_accessible(on_phone):
    for key in ("kari", "odd", "solveig"):
        reader = on_phone(key).goes_to("/documents")
        found = reader.page.eval_on_selector_all("a.line__title", "links => links.map(link => link.getAttribute('href'))")
        for address in found[:8]:
            reader.goes_to(address).finds_it_accessible()
        reader.goes_to("/results")
        found = reader.page.eval_on_selector_all("a.line__title", "links => links.map(link => link.getAttribute('href'))")
        for address in found[:4]:
            reader.goes_to(address).finds_it_accessible()
        reader.complaints.clear()


def test_a_page_can_be_used_with_the_keyboard_alone(at_desk):
    kari = at_desk("kari").goes_to("/my-health")
    kari.page.keyboard.press("Tab")
    assert kari.page.evaluate("document.activeElement.className") == "ds-skip-link"
    kari.page.keyboard.press("Enter")
    kari.page.keyboard.press("Tab")
    assert kari.page.evaluate("document.activeElement.closest('main') !== null")
    address = kari.page.evaluate("document.activeElement.href")
    with kari.page.expect_navigation(url=address):
        kari.page.keyboard.press("Enter")


def test_no_page_has_more_than_100_kb_of_script(at_desk):
    kari = at_desk()
    scripts: dict[str, int] = {}
    kari.page.on(
        "response", lambda answer: scripts.update({answer.url: len(answer.body())}) if answer.request.resource_type == "script" else None
    )
    kari.logs_in("kari")
    for path in CITIZEN:
        scripts.clear()
        kari.goes_to(path)
        kari.page.wait_for_load_state("networkidle")
        assert sum(scripts.values()) <= 100_000


def test_pictures_of_the_main_pages(on_phone, at_desk, demo):
    at_desk().goes_to("/").keeps_picture("front")
    kari = on_phone("kari")
    for path, name in PICTURES.items():
        kari.goes_to(path).keeps_picture(name)
    kari.goes_to("/documents").follows("Epikrise").keeps_picture("document")
    nurse = at_desk("berg").goes_to("/desk").keeps_picture("desk")
    nurse.page.get_by_label("Fødselsnummer, D-nummer eller hjelpenummer").fill(demo.numbers["kari"])
    nurse.presses("Finn pasienten").keeps_picture("desk-ground")
    nurse.page.get_by_label("Behandling", exact=True).check()
    nurse.page.get_by_label("Følger opp svar eller behandling").check()
    nurse.presses("Åpne journalen").finds_it_accessible().keeps_picture("desk-record")
