"""What stands at an address of our own, by values: a page of a resource, another page, or nothing this citizen may come to."""

import pytest

from innsyn.gate.acting import Acting
from innsyn.web import Need
from innsyn.web.feature import Feature, Route
from innsyn.web.leading import Place, place_at


def route(path, *, asks_for="", need=Need.CITIZEN, method="GET", whose=None):
    return Route(
        method=method, path=path, need=need, title="x", handler=None, limit=None, max_body_bytes=None, asks_for=asks_for, whose=whose
    )


PAGES = [
    (Feature(package="x", whose="record", area="appointments"), route("/appointments/{appointment_id}", asks_for="Appointment")),
    (Feature(package="x", whose="record"), route("/appointments/new")),
    (Feature(package="x", whose="record"), route("/messages/{task_id}/files/{communication_id}", asks_for="Communication")),
    (Feature(package="x", whose="own"), route("/settings")),
    (Feature(package="x", whose="record"), route("/log/{visit_id}")),
    (Feature(package="x"), route("/desk/{task_id}", asks_for="Task", need=Need.STAFF)),
    (Feature(package="x"), route("/things/{task_id}", asks_for="Task", method="POST")),
]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/appointments/a1", Place("Appointment", "a1")),
        ("/appointments/new", Place()),
        ("/messages/t1/files/c1", Place("Communication", "c1")),
        ("/log/v1", Place()),
        ("/settings", Place()),
        ("/appointments/a1/more", None),
        ("/appointments/", None),
        ("/desk/t1", None),
        ("/things/t1", None),
        ("/nowhere", None),
        ("", None),
    ],
)
def test_what_stands_at_an_address_is_told_by_its_page(path, place):
    assert place_at(path, PAGES, None) == place


def test_acting_for_another_what_is_out_of_reach_is_nowhere():
    acting = Acting(role="attorney", areas=frozenset({"results"}))
    assert place_at("/appointments/a1", PAGES, acting) is None
    assert place_at("/settings", PAGES, acting) is None
    assert place_at("/log/v1", PAGES, acting) == Place()
