"""The check of every fetched page finds each fault it is there for."""

import httpx
import pytest

from innsyn.web.testing.pages import PageDefect, checked

WHOLE = (
    '<html lang="nb"><head><title>A – Innsyn</title></head><body><main><h1>A</h1><h2>B</h2>'
    '<form action="/a" method="post"><input type="hidden" name="form_token" value="x"><label for="b">B</label><input id="b" name="b">'
    '<button type="submit">C</button></form><a href="/">D</a><img src="/e" alt=""></main></body></html>'
)


def answered(body, **headers):
    return httpx.Response(200, text=body, headers=headers, request=httpx.Request("GET", "http://innsyn.test/a"))


def test_a_whole_page_passes():
    page = checked(answered(WHOLE))
    assert (page.heading, page.links, page.form("/a")["form_token"]) == ("A", {"D": "/"}, "x")


@pytest.mark.parametrize(
    ("part", "broken", "defect"),
    [
        ('lang="nb"', 'lang="xx"', "lang"),
        ("A – Innsyn", " – ", "title"),
        ("<h1>A</h1>", "", "one h1"),
        ("<h2>", "<h1>x</h1><h2>", "one h1"),
        ("<h2>B</h2>", "<h3>B</h3>", "jump"),
        ("<main>", "<main></main><main>", "one main"),
        ('id="b"', 'id="b" style="x"', "content policy"),
        ('id="b"', 'id="b" onclick="x"', "content policy"),
        ("<h2>", "<script>x</script><h2>", "content policy"),
        ("<h2>", "<style>x</style><h2>", "content policy"),
        ("<h2>", '<i id="b"></i><h2>', "stand twice"),
        ("<h2>B", "<h2>⟦a.b⟧", "text is missing"),
        ('<label for="b">B</label>', "", "no label"),
        ("<h2>", '<label for="z">B</label><h2>', "not there"),
        ('<input type="hidden" name="form_token" value="x">', "", "token"),
        ('action="/a"', 'action="https://evil.example"', "local path"),
        (' alt=""', "", "no alt"),
        (">D</a>", "></a>", "no words"),
        (">C</button>", "></button>", "no words"),
    ],
)
def test_each_fault_is_found(part, broken, defect):
    assert part in WHOLE
    with pytest.raises(PageDefect, match=defect):
        checked(answered(WHOLE.replace(part, broken, 1)))


def test_a_logged_in_page_needs_a_token_that_says_something():
    logged_in = WHOLE.replace("<main>", '<dialog id="session-warning"></dialog><main>')
    checked(answered(logged_in))
    with pytest.raises(PageDefect, match="token"):
        checked(answered(logged_in.replace('value="x"', 'value=""')))


def test_a_framed_paper_is_let_be():
    checked(answered("<p>x</p>", **{"content-security-policy": "sandbox; default-src 'none'"}))


def test_a_form_that_is_not_there_is_said():
    with pytest.raises(KeyError):
        checked(answered(WHOLE)).form("/other")
