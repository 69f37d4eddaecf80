"""Only our own pages are returned to."""

import pytest

from innsyn.web.security.local_path import local_path


@pytest.mark.parametrize("path", ["/", "/documents", "/documents/a-1?q=hofte&year=2024", "/a#b", "/desk/visit/1/x", "/a?back=https://x.no"])
def test_our_own_paths_are_kept(path):
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "", "https://evil.example", "http:evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
        "/\t/evil.example", "/\n/evil.example", " //evil.example", "/ /evil", "javascript:alert(1)", "data:text/html,x", "evil.example/a",
        "/a//evil.example", "/\x00", "/\u2028evil", "@evil.example", ".evil.example", "?next=/", "/" + "a" * 2000,
    ],
)  # fmt: skip
def test_everything_else_leads_home(path):
    assert local_path(path) == "/"
    assert local_path(path, "/my-health") == "/my-health"
