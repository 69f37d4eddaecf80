"""What is within reach of whoever acts for another, by values; and a page asking whether another one can be led to."""

from dataclasses import replace

import pytest

from innsyn.gate.acting import Acting
from innsyn.web import Need, View, page
from innsyn.web.testing import Site, a_citizen, a_visit
from innsyn.web.tests import slice_of_all_needs, slice_of_whose
from innsyn.web.whose import is_out_of_reach

ALL, RESULTS, NOTHING = (Acting(role="attorney", areas=areas) for areas in (None, frozenset({"results"}), frozenset()))
BOTH = frozenset({"results", "dialogue"})


@pytest.mark.parametrize(
    ("whose", "area", "acting", "is_out"),
    [
        ("own", None, None, False),
        ("own", None, ALL, True),
        ("own", "results", RESULTS, True),
        ("either", "documents", NOTHING, False),
        ("record", None, NOTHING, False),
        ("record", "results", None, False),
        ("record", "results", ALL, False),
        ("record", "results", RESULTS, False),
        ("record", "documents", RESULTS, True),
        ("record", "results", NOTHING, True),
        ("record", BOTH, ALL, False),
        ("record", BOTH, RESULTS, False),
        ("record", BOTH - {"results"}, RESULTS, True),
        ("record", BOTH, NOTHING, True),
        ("record", frozenset(), NOTHING, False),
    ],
)
def test_a_page_is_out_of_reach_when_it_is_ones_own_or_of_no_part_one_has_power_for(whose, area, acting, is_out):
    assert is_out_of_reach(whose, area, acting) is is_out


PATHS = ("/my-health", "/papers", "/papers/draft", "/plans", "/choose", "/nowhere", "/things/none")


@page("/ways", need=Need.CITIZEN, title="whose.choose", whose="either")
async def ways(call):
    """Say which pages can be led to."""
    words = " ".join(path for path in PATHS if call.reaches(path))
    return View("slice_of_all_needs/plain.html", {"words": f"[{words}]", "blocks": (), "back": "/made"})


SLICE = replace(slice_of_whose.FEATURE, pages=(*slice_of_whose.FEATURE.pages, ways))


async def reached(acting=None):
    """Say which pages Kari can be led to, in her own record or another's."""
    site, kari = Site([slice_of_all_needs.FEATURE, SLICE]), a_citizen()
    visits = [site.gate.know(a_visit(kari))]
    if acting is not None:
        visits.append(site.gate.know(a_visit(kari, owner=2, number=2, role="attorney")))
        site.gate.actings[visits[-1].id] = acting
    words = (await (await site.citizen(kari, *visits)).get("/ways")).main
    return words[words.index("[") + 1 : words.index("]")].split()


async def test_a_page_is_led_to_when_some_slice_has_it():
    assert await reached() == ["/my-health", "/papers", "/papers/draft", "/plans", "/choose"]


async def test_acting_for_another_one_is_led_to_nothing_of_ones_own_nor_of_a_part_one_has_no_power_for():
    assert await reached(RESULTS) == ["/my-health", "/choose"]
    assert await reached(ALL) == ["/my-health", "/papers", "/papers/draft", "/choose"]
