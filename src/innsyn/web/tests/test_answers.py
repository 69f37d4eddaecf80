"""What every answer carries, what is said when things go wrong, and what the technical log never learns."""

import io
import json

import pytest
import structlog

from innsyn.kernel.tally import count_statement
from innsyn.web.health import health_routes
from innsyn.web.serving.technical_log import configure
from innsyn.web.sessions.store import SessionsUnavailable
from innsyn.web.testing import Site
from innsyn.web.tests import slice_of_all_needs

FORBIDDEN = ("01895012345", "Testesen", "diabetes", "secret")


@pytest.fixture
def log():
    stream = io.StringIO()
    before = structlog.get_config()
    configure(level="debug", stream=stream)
    yield stream
    structlog.configure(**before)


def lines(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


async def test_every_page_has_its_headers(site, reader):
    for page in (await site.stranger().get("/"), await reader.get("/my-health"), await reader.get("/nothing", status=404)):
        headers = page.answer.headers
        assert headers["content-type"] == "text/html; charset=utf-8"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]


async def test_personal_pages_are_never_kept(site, reader):
    assert (await reader.get("/my-health")).answer.headers["cache-control"] == "no-store"
    assert (await reader.get("/")).answer.headers["cache-control"] == "no-store", "an open page shows who is logged in"
    assert (await site.stranger().get("/")).answer.headers["cache-control"] == "no-cache"


async def test_styles_and_scripts_are_kept_forever_under_names_that_change(site):
    page = await site.stranger().get("/")
    style = page.tree.xpath("//link[@rel='stylesheet']/@href")[0]
    squeezed = await site.stranger().client.get(style, headers={"accept-encoding": "gzip"})
    plain = await site.stranger().client.get(style, headers={"accept-encoding": "identity"})
    assert "immutable" in plain.headers["cache-control"]
    assert plain.headers["content-type"] == squeezed.headers["content-type"] == "text/css; charset=utf-8"
    assert squeezed.headers["content-encoding"] == "gzip"
    assert squeezed.text == plain.text
    assert (await site.stranger().client.get("/static/nothing.css")).status_code == 404
    assert (await site.stranger().client.get("/static/..%2fmanifest.json")).status_code == 404


async def test_an_unknown_address_is_a_calm_page(site):
    page = await site.stranger().get("/nothing/here", status=404)
    assert page.heading == "Her er det ingenting å vise"
    assert "Referanse" in page.main


async def test_the_wrong_method_is_a_calm_page(site):
    assert "Gå tilbake" in (await site.stranger().get("/logout", status=405)).main


async def test_a_broken_page_says_nothing_of_why(reader):
    page = await reader.get("/broken", status=500)
    assert "Feilen er vår" in page.main
    assert not any(word in page.answer.text for word in (*FORBIDDEN, "ValueError", "Traceback"))


async def test_a_record_that_is_away_is_said_so(reader):
    page = await reader.get("/away", status=503)
    assert "Vi når ikke journalen" in page.heading


async def test_a_session_store_that_is_away_is_said_so(site, reader):
    async def away(token, *, now):
        raise SessionsUnavailable

    site.sessions.find = away
    assert "Vi når ikke journalen" in (await reader.get("/my-health", status=503)).heading
    await site.stranger().get("/")


async def test_the_reference_on_the_page_is_in_the_log(log, kari):
    from innsyn.web.testing import a_visit

    site = Site([slice_of_all_needs.FEATURE])
    reader = await site.citizen(kari, site.gate.know(a_visit(kari)))
    page = await reader.get("/broken", status=500)
    broken, request = lines(log)[-2:]
    assert broken["event"] == "broken"
    assert broken["ref"] == request["ref"]
    assert broken["ref"] in page.main
    assert broken["kinds"] == "ValueError"
    assert "broken" in broken["trail"]


async def test_the_log_learns_nothing_of_anybody(log, kari):
    from innsyn.web.testing import a_visit

    site = Site([slice_of_all_needs.FEATURE], unavailable=(slice_of_all_needs.RecordAway,))
    reader = await site.citizen(kari, site.gate.know(a_visit(kari)))
    await reader.get("/broken", status=500)
    await reader.get("/away", status=503)
    await reader.get("/things/01895012345?secret=Testesen", status=404)
    await reader.get("/nothing/01895012345?secret=Testesen", status=404)
    await reader.post("/things", {"secret": "01895012345"})
    await reader.client.get("/login/callback?code=secret&state=01895012345")
    assert not any(word in log.getvalue() for word in FORBIDDEN)
    requests = [line for line in lines(log) if line["event"] == "request"]
    assert {line["route"] for line in requests} >= {"/things/{thing_id}", "/broken", "-"}
    assert {"method", "route", "status", "ms", "statements", "bytes", "ref"} <= requests[0].keys()


def test_a_number_that_slips_in_is_blotted_out(log):
    structlog.get_logger().info("said", words="seen 01895012345 and 018950 12345", count=1895012345)
    assert "12345 and" not in log.getvalue()
    assert lines(log)[0]["words"] == "seen [number] and [number]"


async def test_statements_of_a_request_are_counted_and_only_its_own(site, reader):
    count_statement()
    seen = []

    async def counting(visit_id, owner, actor, now):
        for _ in range(3):
            count_statement()
        return await known(visit_id, owner, actor, now)

    known, site.gate.resume = site.gate.resume, counting
    await reader.get("/my-health")
    await site.stranger().get("/")
    seen = site.statements[-2:]
    assert seen == [("/my-health", 3), ("/", 0)]


async def test_a_paper_to_save_is_saved(reader):
    answer = await reader.client.get("/paper/attachment")
    assert answer.headers["content-disposition"] == 'attachment; filename="kari__t_.pdf"'
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert answer.headers["cache-control"] == "no-store"


async def test_a_paper_in_a_viewer_stands_in_our_frame_only(reader):
    answer = await reader.client.get("/paper/viewer")
    assert answer.headers["content-disposition"].startswith("inline")
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"


async def test_a_framed_paper_can_do_nothing(reader):
    answer = await reader.client.get("/paper/framed")
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert "<p>words</p>" in answer.text
    assert "content-disposition" not in answer.headers


async def test_the_program_says_that_it_lives(site):
    assert (await site.stranger().client.get("/health/live")).text == "alive"
    assert (await site.stranger().client.get("/health/ready")).text == "ready"


async def test_the_program_says_when_it_cannot_serve():
    async def no():
        return False

    ready = health_routes(no)[1]
    from litestar import Litestar
    from litestar.testing import AsyncTestClient

    async with AsyncTestClient(Litestar([ready], logging_config=None, openapi_config=None)) as client:
        assert (await client.get("/health/ready")).status_code == 503


async def test_over_https_cookies_and_transport_are_strict():
    site = Site([slice_of_all_needs.FEATURE], settings={"origin": "https://innsyn.test"})
    answer = await site.stranger().client.get("/language/nn")
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    assert "__Host-innsyn-language=nn" in answer.headers["set-cookie"]
    assert "Secure" in answer.headers["set-cookie"]


async def test_the_gallery_is_there_in_the_sandbox_only(site):
    await site.stranger().get("/sandbox/components", status=404)
    sandbox = Site([slice_of_all_needs.FEATURE], settings={"is_sandbox": True})
    for lang in ("nb", "nn", "en", "se"):
        assert (await sandbox.stranger(accept_language=lang).get("/sandbox/components")).tree.get("lang") == lang


async def test_a_form_with_mistakes_lists_them_first_and_keeps_what_was_written():
    sandbox = Site([slice_of_all_needs.FEATURE], settings={"is_sandbox": True})
    page = await sandbox.stranger().post("/sandbox/components", {"phone": "900 00 000", "born": "tomorrow", "kind": "one"}, status=422)
    summary = page.tree.xpath("//div[@class='mistakes']")[0]
    assert [link.get("href") for link in summary.xpath(".//a")] == ["#name", "#born", "#way"]
    assert page.tree.xpath("//input[@id='phone']/@value") == ["900 00 000"]
    assert page.tree.xpath("//input[@id='born']/@value") == ["tomorrow"]
    assert page.tree.xpath("//input[@id='name']/@aria-invalid") == ["true"]
    assert "3 ting må rettes" in page.main


async def test_a_form_without_mistakes_is_taken():
    sandbox = Site([slice_of_all_needs.FEATURE], settings={"is_sandbox": True})
    fields = {"name": "Kari", "born": "1950-09-18", "kind": "two", "way": "one", "agree": "y"}
    page = await sandbox.stranger().post("/sandbox/components", fields, status=200)
    assert not page.tree.xpath("//div[@class='mistakes']")


@pytest.mark.parametrize("path", ["/things/nobodys?a=1", "/broken"])
async def test_script_that_gets_another_page_asks_for_the_whole_of_it(reader, path):
    answer = await reader.client.get(path, headers={"hx-request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"], answer.text) == (200, path, "")


async def test_script_without_a_session_is_led_to_the_login(site):
    answer = await site.stranger().client.get("/my-health?q=hofte", headers={"hx-request": "true"})
    assert answer.headers["hx-redirect"] == "/my-health?q=hofte"


async def test_script_that_gets_its_page_gets_it(reader):
    answer = await reader.client.get("/my-health", headers={"hx-request": "true"})
    assert "hx-redirect" not in answer.headers
    assert "<main" in answer.text
