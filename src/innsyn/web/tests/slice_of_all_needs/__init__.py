"""A slice for tests: a page and an action for each need, a block that breaks, a page that breaks, a record that is away."""

from markupsafe import Markup

from innsyn.web import (
    ABSENT,
    Banner,
    Block,
    Download,
    Feature,
    Framed,
    FrontBlock,
    Limit,
    MenuItem,
    Need,
    Redirect,
    View,
    action,
    page,
)


class RecordAway(Exception):
    pass


def plain(call, **more):
    return View("slice_of_all_needs/plain.html", {"words": "", "blocks": (), "back": "/made", **more})


@page("/", need=Need.OPEN, title="all.title")
async def front(call):
    return plain(call, words=f"open {call.query.get('words')}", blocks=await call.blocks())


@action("/open", need=Need.OPEN, title="all.title", limit=Limit(count=3, per_s=60))
async def open_action(call):
    return plain(call, words=call.form.get("words"))


@page("/my-health", need=Need.CITIZEN, title="all.title")
async def own(call):
    return plain(call, words=f"own {call.visit.patient_id}", blocks=await call.blocks())


@page("/things/{thing_id}", need=Need.CITIZEN, title="all.title")
async def thing(call, thing_id):
    return plain(call, words=thing_id) if thing_id == "mine" else ABSENT


@page("/contacts", need=Need.CITIZEN, title="all.title")
async def contacts(call):
    return plain(call, words=f"found {type(await call.health_contacts.contact(1, now=call.now)).__name__}")


@page("/desk/contacts", need=Need.STAFF, title="all.title")
async def contacts_at_the_desk(call):
    return plain(call, words=f"found {type(await call.health_contacts.contact(1, now=call.now)).__name__}")


@action("/things", need=Need.CITIZEN, title="all.title", max_body_bytes=1500)
async def make(call):
    upload = call.form.upload("paper")
    return (
        Redirect(to=call.form.get("to") or "/my-health", notice="all.done", locale=call.form.get("locale") or None)
        if not upload
        else plain(call, words=f"{upload.name} {len(upload.content)}")
    )


@page("/broken", need=Need.CITIZEN, title="all.title")
async def broken(call):
    raise ValueError("01895012345 Kari Testesen has diabetes")


@page("/away", need=Need.CITIZEN, title="all.title")
async def away(call):
    raise RecordAway


@page("/paper/{kind}", need=Need.CITIZEN, title="all.title")
async def paper(call, kind):
    if kind == "framed":
        return Framed(Markup("<p>words</p>"), "A paper")
    return Download(content=b"%PDF-1.4", media_type="application/pdf", filename='kari "t".pdf', show=kind)


@page("/desk", need=Need.STAFF, title="all.title")
async def desk(call):
    return plain(call, words="desk")


@action("/desk/search", need=Need.STAFF, title="all.title", limit=Limit(count=2, per_s=60))
async def search(call):
    return plain(call, words="found")


@page("/desk/visit/{visit}", need=Need.STAFF_VISIT, title="all.title")
async def visit(call):
    return plain(call, words=f"visit {call.visit.patient_id} {call.here('/x')}")


@action("/desk/visit/{visit}/write", need=Need.STAFF_VISIT, title="all.title", words=("words",))
async def write(call):
    return plain(call, words="written")


@action("/desk/visit/{visit}/leave", need=Need.STAFF_VISIT, title="all.title")
async def leave(call):
    return Redirect(to="/desk", closes=call.visit)


async def _whole(call):
    return View("slice_of_all_needs/block.html", {"words": "whole block"})


async def _broken(call):
    raise KeyError("block")


async def _nothing(call):
    return None


BLOCKS = (
    Block(key="whole", order=2, render=_whole),
    Block(key="broken", order=1, render=_broken),
    Block(key="nothing", order=3, render=_nothing),
    FrontBlock(key="front", order=1, render=_whole),
)
MENU = (
    MenuItem(text="all.own", to="/my-health", menu="citizen", order=2),
    MenuItem(text="all.things", to="/things", menu="citizen", order=1),
    MenuItem(text="all.desk", to="/desk", menu="staff"),
    MenuItem(text="all.visit", to="", menu="visit"),
)
FEATURE = Feature(
    package=__name__,
    pages=(front, open_action, own, thing, contacts, make, broken, away, paper, desk, contacts_at_the_desk, search, visit, write, leave),
    blocks=(*BLOCKS, Banner(door="desk", render=_whole)),
    menu=MENU,
    whose="record",
)
