"""For tests of pages: a whole site in the process, and readers whose every fetched page is checked."""

from innsyn.web.testing.fakes import FakeDoor, FakeGate, a_citizen, a_health_worker, a_visit, fake_doors
from innsyn.web.testing.pages import FetchedPage
from innsyn.web.testing.site import Reader, Site

__all__ = ["FakeDoor", "FakeGate", "FetchedPage", "Reader", "Site", "a_citizen", "a_health_worker", "a_visit", "fake_doors"]
