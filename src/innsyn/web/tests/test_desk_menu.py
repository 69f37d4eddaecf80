"""The desk's menu shows what somebody has to do there; it lets nobody in, and keeps nobody out."""

from dataclasses import replace

import pytest

from innsyn.web import MenuItem
from innsyn.web.sessions.form import from_bytes, to_bytes
from innsyn.web.sessions.session import Session
from innsyn.web.testing import Site, a_health_worker, a_visit
from innsyn.web.testing.fakes import NOW
from innsyn.web.tests import slice_of_all_needs

LINES = (
    MenuItem(text="all.desk", to="/desk", menu="staff"),
    MenuItem(text="all.things", to="/desk/treating", menu="staff", tasks=frozenset({"treating"})),
    MenuItem(text="all.own", to="/desk/keys", menu="staff", tasks=frozenset({"administrator", "registrar"})),
    MenuItem(text="all.visit", to="/desk/elsewhere", menu="staff", tasks=frozenset({"elsewhere"})),
)


class PostsHeld:
    """A gate that knows which posts somebody holds, and counts how often it is asked."""

    def __init__(self, *held):
        self.held, self.asked = held, 0

    async def posts_shown(self, actor):
        self.asked += 1
        return self.held


async def lines(actor, *posts):
    """Where the menu leads."""
    site = Site([replace(slice_of_all_needs.FEATURE, menu=LINES)])
    reader = await site.staff(actor, posts=posts)
    return (await reader.get("/desk")).tree.xpath("//nav[@class='ways']//a/@href")


@pytest.mark.parametrize(
    ("profession", "posts", "shown"),
    [
        ("SP", (), ["/desk", "/desk/treating"]),
        ("SP", ("registrar",), ["/desk", "/desk/treating", "/desk/keys"]),
        (None, (), ["/desk", "/desk/elsewhere"]),
        (None, ("administrator",), ["/desk", "/desk/keys", "/desk/elsewhere"]),
        ("XX", ("privacy-officer",), ["/desk", "/desk/elsewhere"]),
    ],
)
async def test_the_menu_shows_what_one_has_to_do(profession, posts, shown):
    assert await lines(replace(a_health_worker(), profession=profession), *posts) == shown


async def test_a_post_shows_on_the_next_page_after_it_was_given_and_is_gone_on_the_next_after_it_was_taken(monkeypatch):
    site = Site([replace(slice_of_all_needs.FEATURE, menu=LINES)])
    reader, gate = await site.staff(a_health_worker()), PostsHeld("registrar")
    monkeypatch.setattr(site.gate, "posts_shown", gate.posts_shown, raising=False)

    async def leads():
        return "/desk/keys" in (await reader.get("/desk")).tree.xpath("//nav[@class='ways']//a/@href")

    assert not await leads()
    await site.sessions.posts_changed()
    assert await leads()
    assert await leads()
    assert gate.asked == 1
    gate.held = ()
    await site.sessions.posts_changed()
    assert not await leads()
    assert gate.asked == 2


async def test_a_visit_opened_in_another_tab_while_the_posts_are_asked_for_stays_open(monkeypatch):
    site = Site([replace(slice_of_all_needs.FEATURE, menu=LINES)])
    reader, opened = await site.staff(a_health_worker()), a_visit(a_health_worker(), number=2)
    token = reader.client.cookies["innsyn"]

    async def held():
        return (await site.sessions.find(token, now=site.clock())).session

    async def while_another_tab_opens_a_visit(actor):
        await site.sessions.change((await held()).with_visit(opened), token=token)
        return ("registrar",)

    monkeypatch.setattr(site.gate, "posts_shown", while_another_tab_opens_a_visit, raising=False)
    await site.sessions.posts_changed()
    await reader.get("/desk")
    assert (await held()).visit(opened.id)


def test_posts_are_remembered_with_the_session_and_one_from_before_has_none():
    session = Session(actor=a_health_worker(), csrf="x", opened_at=NOW, posts=("registrar",))
    assert from_bytes(to_bytes(session)) == session
    before = to_bytes(replace(session, posts=())).replace(b',"posts":[]', b"").replace(b',"posts_stamp":0', b"")
    assert b"posts" not in before
    assert from_bytes(before) == replace(session, posts=())
