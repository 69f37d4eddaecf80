"""Inbox: an office answers those who write to it, together, in the order it promised."""

from innsyn.features.inbox import batch, conversation, desk, files, office, slots, starting
from innsyn.web import Feature

FEATURE = Feature(
    package=__name__,
    pages=(
        desk.inbox,
        desk.opening,
        desk.next_waiting,
        batch.batch,
        conversation.one,
        conversation.answer,
        conversation.take,
        conversation.assign,
        conversation.close,
        conversation.reject,
        files.attached,
        starting.form,
        starting.send,
        office.office,
        office.promise,
        office.template,
        office.remove,
        office.told,
    ),
    blocks=(slots.BLOCK,),
    menu=(slots.MENU, slots.NEW),
)
