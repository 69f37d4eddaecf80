"""The small world of bookings: a clinic with its timebook, and its own system on the other side."""

from innsyn.gate.booking.tests.conftest import clinic as clinic
from innsyn.gate.booking.tests.conftest import world as world
