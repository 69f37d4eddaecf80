"""A slice that is not whole stops the program before the first request, and says what to mend."""

import pytest

from innsyn.web import Feature, Need, View, action, page
from innsyn.web.app import WEB
from innsyn.web.startup import FeatureProblem, routes_of
from innsyn.web.texts import Texts


@pytest.fixture(scope="module")
def texts():
    return Texts.load([WEB / "texts"])


def feature(*pages, whose="record", area=None):
    return Feature(package="innsyn.features.front", pages=pages, whose=whose, area=area)


def a_page(path, need=Need.OPEN, title="login.title", mark=page):
    @mark(path, need=need, title=title)
    async def handler(call):
        return View("x")

    return handler


def a_page_of_one_name(path, need=Need.OPEN):
    @page(path, need=need, title="login.title")
    async def handler(call, thing_id):
        return View("x")

    return handler


def test_a_whole_slice_is_taken_in(texts):
    routes = routes_of([feature(a_page("/a"), a_page("/a", mark=action), a_page_of_one_name("/b/{thing_id}"))], texts)
    assert [(route.method, route.path) for route in routes] == [("GET", "/a"), ("POST", "/a"), ("GET", "/b/{thing_id}")]


def test_a_citizens_page_that_does_not_say_whose_it_is_stops_the_program(texts):
    with pytest.raises(FeatureProblem, match="say whose"):
        routes_of([feature(a_page("/a", need=Need.CITIZEN), whose=None)], texts)
    assert routes_of([feature(a_page("/a"), whose=None)], texts)


@pytest.mark.parametrize(("said", "whose"), [({"whose": "own"}, "own"), ({"whose": None, "area": "results"}, "record")])
def test_whose_a_page_is_is_its_slices_word(texts, said, whose):
    assert [route.whose for route in routes_of([feature(a_page("/a", need=Need.CITIZEN), **said)], texts)] == [whose]


@pytest.mark.parametrize(("mark", "words"), [(page, ("words",)), (action, ("words", "form_token")), (action, ("form_visit",))])
def test_words_are_what_the_reader_writes_in_a_form_herself(texts, mark, words):
    @mark("/a", need=Need.OPEN, title="login.title", words=words)
    async def handler(call):
        return View("x")

    with pytest.raises(FeatureProblem, match="words are fields"):
        routes_of([feature(handler)], texts)


def test_a_page_cannot_be_marked_without_a_need():
    with pytest.raises(TypeError):
        page("/a", title="login.title")


def test_a_handler_without_a_need_stops_the_program(texts):
    async def handler(call):
        return View("x")

    with pytest.raises(FeatureProblem, match="states no need"):
        routes_of([feature(handler)], texts)


@pytest.mark.parametrize("need", [None, "open", "everyone"])
def test_a_need_that_is_none_of_ours_stops_the_program(texts, need):
    with pytest.raises(FeatureProblem, match="need is one of"):
        routes_of([feature(a_page("/a", need=need))], texts)


@pytest.mark.parametrize(
    ("path", "need"),
    [
        ("/desk/a", Need.CITIZEN),
        ("/desk", Need.CITIZEN),
        ("/a", Need.STAFF),
        ("/desk/visit/{visit}", Need.STAFF),
        ("/deskly", Need.STAFF),
        ("/desk/a", Need.STAFF_VISIT),
        ("/desk/visit/a", Need.STAFF_VISIT),
        ("/a", Need.STAFF_VISIT),
    ],
)
def test_an_address_on_the_wrong_side_stops_the_program(texts, path, need):
    with pytest.raises(FeatureProblem, match="begin"):
        routes_of([feature(a_page(path, need=need))], texts)


@pytest.mark.parametrize(("path", "need"), [("/a", Need.CITIZEN), ("/desk", Need.STAFF), ("/desk/visit/{visit}/a", Need.STAFF_VISIT)])
def test_an_address_on_its_own_side_is_taken_in(texts, path, need):
    assert routes_of([feature(a_page(path, need=need))], texts)[0].path == path


def test_two_pages_on_one_address_stop_the_program(texts):
    with pytest.raises(FeatureProblem, match="already"):
        routes_of([feature(a_page("/a"), a_page("/a"))], texts)


def test_a_title_nobody_wrote_stops_the_program(texts):
    with pytest.raises(FeatureProblem, match="no text"):
        routes_of([feature(a_page("/a", title="front.nobody_wrote_this"))], texts)


def test_arguments_the_address_does_not_give_stop_the_program(texts):
    with pytest.raises(FeatureProblem, match=r"takes \(thing_id\) but its address gives \(other\)"):
        routes_of([feature(a_page_of_one_name("/b/{other}"))], texts)


def test_a_block_that_is_none_stops_the_program(texts):
    with pytest.raises(FeatureProblem, match="blocks are"):
        routes_of([Feature(package="innsyn.features.front", blocks=("overview",))], texts)


def test_a_slice_without_texts_stops_the_program(texts):
    with pytest.raises(FeatureProblem, match="texts/"):
        routes_of([Feature(package="innsyn.web.security")], texts)
