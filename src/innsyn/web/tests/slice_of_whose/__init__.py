"""A slice for tests of acting for another: a part of the record, the reader's own affairs, and a page above both."""

from innsyn.web import ABSENT, Block, Draft, Feature, Limit, MenuItem, Need, Redirect, View, action, page
from innsyn.web.tests.slice_of_all_needs import RecordAway

_PLAIN = "slice_of_all_needs/plain.html"


def plain(**more):
    return View(_PLAIN, {"words": "", "blocks": (), "back": "/made", **more})


@page("/papers", need=Need.CITIZEN, title="whose.papers")
async def papers(call):
    return plain(words=f"papers of {call.visit.patient_id}")


@action("/papers", need=Need.CITIZEN, title="whose.papers", words=("subject", "words"), limit=Limit(count=30, per_s=60))
async def keep_paper(call):
    if call.form.get("fails") == "absent":
        return ABSENT
    if call.form.get("fails"):
        raise {"away": RecordAway, "broken": ValueError}[call.form.get("fails")]
    return Redirect(to="/papers", keeps=Draft("paper", {"words": call.form.get("words")} if call.form.get("words") else None))


@page("/papers/draft", need=Need.CITIZEN, title="whose.papers")
async def draft(call):
    return plain(words=call.drafts.get("paper", {}).get("words", "no draft"))


@page("/plans", need=Need.CITIZEN, title="whose.plans", whose="own")
async def plans(call):
    return plain(words="plans")


@action("/plans", need=Need.CITIZEN, title="whose.plans", whose="own")
async def plan(call):
    return Redirect(to="/plans")


@page("/choose", need=Need.CITIZEN, title="whose.choose", whose="either")
async def choose(call):
    return plain(words=f"choosing in {call.visit.patient_id}")


@action("/representation/leave", need=Need.CITIZEN, title="whose.choose", whose="either")
async def leave(call):
    return Redirect(to="/my-health", home=True)


async def _block(call):
    return View("slice_of_all_needs/block.html", {"words": "papers block"})


FEATURE = Feature(
    package=__name__,
    pages=(papers, keep_paper, draft, plans, plan, choose, leave),
    blocks=(Block(key="papers", order=5, render=_block),),
    menu=(
        MenuItem(text="whose.papers", to="/papers", menu="citizen", order=5),
        MenuItem(text="whose.plans", to="/plans", menu="citizen", order=6, whose="own"),
        MenuItem(text="whose.choose", to="/choose", menu="citizen", order=7, whose="either"),
    ),
    area="documents",
)
