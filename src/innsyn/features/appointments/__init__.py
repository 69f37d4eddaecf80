"""Appointments: a citizen books, moves and calls off, and the clinic answers; "booked" is only the clinic's to say."""

from innsyn.features.appointments import booking, moving, pages, slots, wishing
from innsyn.web import Feature

FEATURE = Feature(
    package=__name__,
    pages=(
        pages.appointments,
        booking.new,
        booking.hold,
        booking.check,
        booking.send,
        wishing.wish,
        wishing.send_wish,
        pages.appointment,
        pages.cancelling,
        pages.cancel,
        moving.move,
        moving.hold_new,
        moving.check_move,
        moving.send_move,
    ),
    blocks=(slots.OVERVIEW,),
    menu=(slots.MENU,),
    area="appointments",
)
