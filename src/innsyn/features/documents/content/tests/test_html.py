"""HTML inside documents says what it says and does nothing."""

import re

import pytest

from innsyn.features.documents.content.html import MAX_CHARACTERS, cleaned

ATTACKS = {
    "script": "<script>alert(1)</script>",
    "script in svg": "<svg><script>alert(1)</script></svg>",
    "svg onload": "<svg onload=alert(1)>",
    "event handler": '<p onclick="alert(1)" onmouseover=alert(2)>x</p>',
    "image error": "<img src=x onerror=alert(1)>",
    "javascript address": '<a href="javascript:alert(1)">x</a>',
    "javascript with a tab": '<a href="jav&#x09;ascript:alert(1)">x</a>',
    "data address": '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "svg as a picture": '<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+">',
    "remote picture": '<img src="https://evil.example/track.png">',
    "style": '<p style="background:url(https://evil.example/a)">x</p>',
    "style element": "<style>@import 'https://evil.example/a.css'; p{position:fixed}</style>",
    "link element": '<link rel="stylesheet" href="https://evil.example/a.css">',
    "meta refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    "base": '<base href="https://evil.example/">',
    "iframe": '<iframe src="https://evil.example"></iframe>',
    "iframe with words": '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "form": '<form action="https://evil.example"><input name="password"><button>Logg inn</button></form>',
    "object": '<object data="https://evil.example/a.swf"></object><embed src="https://evil.example/a.swf">',
    "math": '<math><maction actiontype="statusline" xlink:href="javascript:alert(1)">x</maction></math>',
    "template": "<template><script>alert(1)</script></template>",
    "broken nesting": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "comment": "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "unclosed": "<img src=x onerror=alert(1)//",
    "ids and names": '<a id="main" name="menu" class="ds-button">x</a>',
    "covering cells": '<table><tr><td colspan="99999999">x</td></tr></table>',
}

_ACTIVE = re.compile(
    r"(?i)<(script|svg|iframe|object|embed|form|input|button|base|meta|link|style|math|template)|\bon\w+\s*=|javascript:|evil\.example|style=|id=|name=|class=|svg\+xml|99999"
)


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_attack_leaves_nothing_that_acts(attack):
    safe = cleaned(f"<p>Før</p>{attack}<p>Etter</p>")
    assert safe is not None
    assert not _ACTIVE.search(safe)
    assert all(address.startswith("https://") for address in re.findall(r'href="([^"]*)"', safe))


def test_words_tables_and_lists_survive():
    table = '<table><tr><th scope="row">Hb</th><td colspan="2">13,2</td></tr></table>'
    html = f"<p>Blodtrykk <strong>142/88</strong></p><ul><li>ro</li></ul>{table}"
    safe = cleaned(html)
    assert '<td colspan="2">13,2</td>' in safe
    assert '<th scope="row">Hb</th>' in safe
    assert "<strong>142/88</strong>" in safe
    assert "<li>ro</li>" in safe


def test_embedded_picture_survives():
    assert 'src="data:image/png;base64,iVBORw0KGgo="' in cleaned('<img src="data:image/png;base64,iVBORw0KGgo=" alt="EKG">')


def test_a_picture_without_words_is_decoration():
    assert 'alt=""' in cleaned('<img src="data:image/png;base64,iVBORw0KGgo=">')


def test_a_picture_that_lost_its_address_is_gone():
    assert cleaned('<img src="https://evil.example/a.png" alt="x">') == ""


def test_markup_inside_an_attribute_stays_inside_it():
    safe = cleaned('<abbr title="<img src=&quot;data:image/png;base64,AA==&quot;><h1>">x</abbr>')
    assert safe == '<abbr title="&lt;img src=&quot;data:image/png;base64,AA==&quot;&gt;&lt;h1&gt;">x</abbr>'


def test_https_address_survives_without_telling_where_it_came_from():
    assert cleaned('<a href="https://www.helsenorge.no">les mer</a>') == (
        '<a href="https://www.helsenorge.no" rel="noopener noreferrer nofollow">les mer</a>'
    )


def test_headings_stand_under_the_pages_own():
    assert cleaned("<h1>A</h1><h2>B</h2><h3>C</h3><h2>D</h2>") == "<h2>A</h2><h3>B</h3><h4>C</h4><h3>D</h3>"


def test_headings_have_no_gaps():
    assert cleaned("<h4>A</h4><h6>B</h6><h4>C</h4>") == "<h2>A</h2><h3>B</h3><h2>C</h2>"


def test_headings_go_below_the_one_they_stand_under():
    assert cleaned("<h1>A</h1><h2>B</h2>", under=5) == "<h6>A</h6><h6>B</h6>"


def test_a_stray_end_of_a_heading_breaks_nothing():
    assert cleaned("</h3><h1>A</h1>") == "<h2>A</h2>"


def test_too_much_html_is_not_read():
    assert cleaned("x" * (MAX_CHARACTERS + 1)) is None
