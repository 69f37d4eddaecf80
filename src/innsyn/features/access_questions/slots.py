"""What other pages show of this: a sheet on the privacy officer's first page, and a line in the menu of her review."""

from innsyn.features.access_questions.desk import HOME
from innsyn.features.access_questions.desk import QUESTION as _QUESTION
from innsyn.features.access_questions.unusual import HOME as UNUSUAL
from innsyn.gate.posts import PRIVACY_OFFICER
from innsyn.gate.rules.officers import REVIEW
from innsyn.gate.tasks import Task
from innsyn.web import MenuItem, StaffBlock, StaffCall, View

OFFICER = frozenset[Task]({"privacy-officer"})
QUESTIONS = MenuItem(text="access_questions.desk.title", to=HOME, menu="staff", order=50, tasks=OFFICER)
UNUSUAL_LINE = MenuItem(text="access_questions.unusual.title", to=UNUSUAL, menu="staff", order=51, tasks=OFFICER)
QUESTION = MenuItem(text="access_questions.desk.menu", to=_QUESTION, menu="visit", order=10, purpose=REVIEW)


async def _waiting(call: StaffCall) -> View | None:
    """Lead a privacy officer to her lists, without looking into them: looking is logged in each record."""
    if PRIVACY_OFFICER not in await call.gate.posts(call.actor):
        return None
    return View("access_questions/block.html", {"questions": HOME, "unusual": UNUSUAL})


WAITING = StaffBlock(key="access-questions", order=10, render=_waiting)
