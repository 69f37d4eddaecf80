"""What is posted: only from our own pages, only so large, only so often."""

import pytest

from innsyn.web.testing.site import TOKEN

SAME = {"sec-fetch-site": "same-origin"}


async def test_our_own_form_is_taken(reader):
    assert await reader.post("/things") == "/my-health"


@pytest.mark.parametrize("fields", [{"words": "x"}, {"form_token": ""}, {"form_token": "another"}])
async def test_a_form_without_the_sessions_token_changes_nothing(reader, fields):
    answer = await reader.client.post("/things", data=fields, headers=SAME)
    assert answer.status_code == 403
    assert "Ingenting er endret" in answer.text


async def test_another_sessions_token_does_not_do(site, reader, nurse):
    answer = await reader.client.post("/things", data={"form_token": TOKEN + "x"}, headers=SAME)
    assert answer.status_code == 403


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}])
async def test_a_form_on_another_site_does_not_do_even_with_the_token(reader, headers):
    answer = await reader.client.post("/things", data={"form_token": TOKEN}, headers=headers)
    assert answer.status_code == 403


async def test_a_script_may_send_the_token_in_a_header(reader):
    answer = await reader.client.post("/things", data={"to": "/"}, headers={**SAME, "x-form-token": TOKEN})
    assert answer.status_code == 303


async def test_an_open_form_from_another_site_is_refused(site):
    assert (await site.stranger().client.post("/open", data={"words": "x"}, headers={"sec-fetch-site": "cross-site"})).status_code == 403
    assert (await site.stranger().client.post("/open", data={"words": "hei"}, headers=SAME)).status_code == 200


async def test_a_post_that_is_no_form_is_not_understood(site):
    answer = await site.stranger().client.post("/open", json={"words": "x"}, headers=SAME)
    assert answer.status_code == 400
    assert "forsto ikke" in answer.text


async def test_a_form_of_endless_fields_is_not_understood(site):
    answer = await site.stranger().client.post("/open", data={f"f{number}": "x" for number in range(501)}, headers=SAME)
    assert answer.status_code == 400


async def test_a_query_of_endless_fields_is_not_understood(site):
    answer = await site.stranger().client.get("/?" + "&".join(f"f{number}=x" for number in range(501)))
    assert answer.status_code == 400


async def test_what_is_too_large_is_refused_calmly(reader):
    answer = await reader.client.post("/things", data={"form_token": TOKEN, "words": "x" * 1600}, headers=SAME)
    assert answer.status_code == 413
    assert "for stort" in answer.text


async def test_what_is_too_large_is_refused_also_without_saying_its_length(reader):
    async def endless():
        for _ in range(30):
            yield b"x" * 100

    headers = {**SAME, "content-type": "application/x-www-form-urlencoded"}
    assert (await reader.client.post("/things", content=endless(), headers=headers)).status_code == 413


async def test_a_file_arrives_with_its_name(reader):
    answer = await reader.client.post("/things", data={"form_token": TOKEN}, files={"paper": ("a.txt", b"12345")}, headers=SAME)
    assert "a.txt 5" in answer.text


async def test_haste_is_stopped_for_a_while(site, nurse, nina):
    for _ in range(2):
        await nurse.post("/desk/search", status=200)
    assert "litt fort" in (await nurse.post("/desk/search", status=429)).heading
    from datetime import timedelta

    site.clock.move(timedelta(minutes=1))
    await nurse.post("/desk/search", status=200)


async def test_one_persons_haste_does_not_stop_another(site, nurse):
    from innsyn.web.testing import a_health_worker

    for _ in range(3):
        await nurse.client.post("/desk/search", data={"form_token": TOKEN}, headers=SAME)
    other = await site.staff(a_health_worker("olav"))
    await other.post("/desk/search", status=200)


@pytest.mark.parametrize(("asked", "reached"), [("/things/mine", "/things/mine"), ("https://evil.example", "/"), ("//evil.example", "/")])
async def test_a_redirect_stays_with_us(reader, asked, reached):
    assert await reader.post("/things", {"to": asked}) == reached


async def test_a_notice_is_said_once(reader):
    await reader.post("/things")
    assert "Done now" in (await reader.get("/my-health")).main.split("whole")[0]
    assert "Done now" not in (await reader.get("/my-health")).main.split("whole")[0]


async def test_a_notice_nobody_wrote_is_not_shown(reader):
    reader.client.cookies.set("innsyn-notice", "<script>alert(1)</script>", domain="innsyn.test")
    assert "script" not in (await reader.get("/my-health")).main


async def test_a_chosen_language_stays(reader):
    await reader.post("/things", {"locale": "nn"})
    assert (await reader.get("/my-health")).tree.get("lang") == "nn"


@pytest.mark.parametrize("nasty", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "javascript:alert(1)"])
async def test_what_a_reader_writes_is_only_words(site, nasty):
    page = await site.stranger().post("/open", {"words": nasty}, status=200)
    assert page.tree.xpath("//p[@id='words']")[0].text_content() == nasty
