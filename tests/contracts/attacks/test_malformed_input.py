"""What is too large, broken or meant to confuse is answered calmly: 4xx, our own page, our own headers, never a 500."""

from urllib.parse import quote

import pytest
from tests.contracts.attacks.running import SAME
from tests.contracts.attacks.test_other_peoples_ids import ROUTES

from innsyn.web.need import Need

HUGE = 2_000_000
FORM = {**SAME, "content-type": "application/x-www-form-urlencoded"}
PARTS = {**SAME, "content-type": "multipart/form-data; boundary=b"}
PAGES = sorted(route.path for route in ROUTES if route.method == "GET" and route.need is Need.CITIZEN and "{" not in route.path)
ODD_VALUES = (
    "\0",
    "9" * 4400,
    "-1",
    "9" * 18,
    "9223372036854775808",
    "9999-12-31",
    "0001-01-01",
    "NaN",
    "1e999",
    "٣",
    "²",
    "'\"><script>",
    "%",
    "../../etc/passwd",
    "\r\nX-Injected: 1",
    "a" * 3_000,
    "eyJ4IjoxfQ==",
    "{}",
    "\ud7ff\u202e",
)
ODD_NAMES = (
    "after",
    "before",
    "q",
    "group",
    "source",
    "year",
    "since",
    "until",
    "who",
    "kind",
    "period",
    "form",
    "save",
    "return_to",
    "login_hint",
)


HALVES = (ODD_NAMES[:8], ODD_NAMES[8:])


def asking(value, names):
    """A query that says the same of every name."""
    return "&".join(f"{name}={quote(value)}" for name in names)


def assert_calm(answer, *statuses):
    assert answer.status_code in (statuses or (400, 403, 404, 413, 422)), answer.status_code
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "Traceback" not in answer.text
    assert "x-injected" not in answer.headers


@pytest.fixture(scope="module")
async def kari(town):
    return await town.browser("kari")


async def test_a_body_that_says_it_is_too_large_is_refused(town, kari):
    token = await kari.form_token()
    assert_calm(await kari.client.post("/settings", data={"form_token": token, "email": "x" * HUGE}, headers=SAME), 413)


async def test_a_body_that_grows_too_large_is_refused_before_it_ends(town, kari):
    sent = 0

    async def endless():
        nonlocal sent
        while sent < 50 * HUGE:
            sent += 65_536
            yield b"x" * 65_536

    assert_calm(await kari.client.post("/settings", content=endless(), headers=FORM), 413)
    assert sent < 2 * HUGE


async def test_a_multipart_body_that_grows_too_large_is_refused(town, kari):
    async def endless():
        yield b'--b\r\nContent-Disposition: form-data; name="email"\r\n\r\n'
        for _ in range(HUGE // 65_536 + 1):
            yield b"x" * 65_536

    assert_calm(await kari.client.post("/settings", content=endless(), headers=PARTS), 413)


@pytest.mark.parametrize(
    "body",
    [
        b"form_token=%ff%fe&locale=%c3%28",
        b"\xff\xfe\xfd",
        b"form_token=a%00b",
        b"&&&&====",
        b"a=" * 600 + b"&" * 600,
        b"&".join(b"f%d=x" % number for number in range(5000)),
        b'{"form_token": "x"}',
    ],
)
async def test_a_form_that_is_none_is_not_understood(kari, body):
    assert_calm(await kari.client.post("/settings", content=body, headers=FORM), 400, 403)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--b--"),
        ("multipart/form-data; boundary=", b"x"),
        ("multipart/form-data; boundary=b", b"--b\r\n\r\n"),
        ("multipart/form-data; boundary=b", b"not a part at all"),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="form_token"\r\n\r\n\xff\xfe\r\n--b--\r\n'),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="form_token"\r\n\r\na\0b\r\n--b--\r\n'),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="a"; filename="../../x"\r\n\r\nx\r\n--b--\r\n'),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx'),
        ("multipart/form-data; boundary=b; charset=no-such", b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b--\r\n'),
        ("multipart/form-data; boundary=" + "b" * 5000, b"--b--"),
        ("application/json", b'{"a":'),
        ("application/x-msgpack", b"\xc1"),
        ("text/xml", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
        ("", b"x"),
        ("\xe5/\xe5", b"x"),
    ],
)
async def test_a_body_of_another_kind_is_not_understood(kari, kind, body):
    answer = await kari.client.post("/settings", content=body, headers={**SAME, "content-type": kind.encode("latin-1")})
    assert_calm(answer, 400, 403)


@pytest.mark.parametrize("path", [*PAGES, "/", "/login", "/logged-out", "/login/callback", "/desk/login/callback", "/logout/front-channel"])
async def test_odd_values_in_every_query_are_as_if_not_chosen(town, kari, path):
    for value in ODD_VALUES:
        for names in HALVES:
            answer = await kari.client.get(path + "?" + asking(value, names))
            assert_calm(answer, 200, 303, 400, 403, 404)


async def test_odd_values_in_the_query_of_one_resource_are_as_if_not_chosen(town, kari):
    paths = [
        f"/documents/{first(town, 'DocumentReference')}",
        f"/documents/{first(town, 'DocumentReference')}/content",
        f"/results/{first(town, 'Observation')}",
        f"/results/reports/{first(town, 'DiagnosticReport')}",
    ]
    for path in paths:
        for value in ODD_VALUES:
            for names in HALVES:
                answer = await kari.client.get(path + "?" + asking(value, names))
                assert answer.status_code in (200, 400, 403, 404), f"{path} {value[:20]!r}"


def first(town, type_):
    return next(each.id for each in town.named["kari"] if each.type == type_)


async def test_a_query_of_bytes_that_are_no_text_is_not_understood(kari):
    for query in ("%ff=%fe", "q=%c3%28", "q=%ed%a0%80", "&" * 5000):
        assert_calm(await kari.client.get(f"/documents?{query}"), 200, 400)


async def test_very_long_and_odd_paths_are_only_absent(kari):
    for path in (
        "/" + "a" * 60_000,
        "/" + "a/" * 20_000,
        "/%ff%fe",
        "/..%2f..%2fetc%2fpasswd",
        "/%00",
        "/documents/%2e%2e/settings",
        "//x",
        "/;a=b",
    ):
        assert_calm(await kari.client.get(httpx_safe(path)), 400, 404)


def httpx_safe(path):
    return f"http://innsyn.test{path}"


async def test_static_files_give_nothing_but_themselves(kari):
    for path in (
        "/static/../app.py",
        "/static/%2e%2e/%2e%2e/app.py",
        "/static/..%2f..%2fapp.py",
        "/static/",
        "/static",
        "/static/app.py%00.css",
    ):
        assert (await kari.client.get(httpx_safe(path))).status_code in (400, 404)


@pytest.mark.parametrize(
    "value", ["x\r\nSet-Cookie: innsyn=planted", "nb\r\n", "x" * 20_000, "\xff\xfe", "nb;q=9;q=x,,;;", "*;q=" + "9" * 400]
)
async def test_odd_headers_are_not_repeated_and_break_nothing(town, value):
    browser = town.running.browser()
    for name in (b"accept-language", b"cookie", b"x-form-token", b"x-forwarded-for", b"hx-request", b"referer", b"if-none-match", b"range"):
        for path in ("/", "/language/nn", "/my-health"):
            answer = await browser.client.get(path, headers=[(name, value.encode("latin-1"))])
            assert answer.status_code in (200, 303, 400), name
            assert "planted" not in str(answer.headers)


@pytest.mark.parametrize("patient", ["9" * 30, "-1", "0", "x", "9" * 4400, "1.5", "9223372036854775808", "٣"])
async def test_forged_fields_at_the_desk_open_nothing(town, patient):
    nurse = await town.browser("berg")
    for path in ("/desk/open", "/desk/open-emergency"):
        fields = {
            "patient": patient,
            "finding": "00000000-0000-0000-0000-000000000001",
            "purpose": "TREAT",
            "basis": "gate.basis.appointment",
        }
        assert_calm(await nurse.post(path, fields, page="/desk"), 404)


async def test_text_of_every_kind_in_our_forms_comes_back_as_text(town):
    nurse, kari = await town.browser("berg"), await town.browser("kari")
    found = await nurse.find(town.number("kari"))
    for nasty in ('"><script>alert(1)</script>', "{{7*7}}", "x" * 5000, "\u202egnp.exe", "a\r\nBcc: x@y.z"):
        answers = [
            await kari.post("/settings", {"locale": nasty}),
            await nurse.post("/desk/find", {"number": nasty}, page="/desk"),
            await nurse.post("/desk/open", {**found, "purpose": nasty, "basis": nasty, "decision": nasty}, page="/desk"),
            await nurse.post("/desk/open-emergency", {**found, "reason": nasty, "words": nasty}, page="/desk"),
        ]
        for answer in answers:
            assert_calm(answer, 422)
            assert "<script>alert" not in answer.text
            assert ">49<" not in answer.text
