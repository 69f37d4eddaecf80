"""Appointments: a citizen books, moves and calls off, and the clinic answers; "booked" is only the clinic's to say."""

from innsyn.features.appointments import booking, moving, pages, slots, wishing
from innsyn.features.appointments.timebook import answering, calendars, calling_in, day, differences, opening
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
        day.timebook,
        answering.answer,
        opening.opening,
        opening.open_times,
        opening.close,
        calendars.new_calendar,
        calendars.keep_calendar,
        differences.differences,
        differences.settle,
        calling_in.patients,
        calling_in.give,
    ),
    blocks=(slots.OVERVIEW, differences.BLOCK),
    menu=(slots.MENU, slots.TIMEBOOK, slots.VISIT_MENU),
    area="appointments",
)
