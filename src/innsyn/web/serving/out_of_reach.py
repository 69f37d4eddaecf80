"""What somebody gets who acts for another and asks for what she may not, or no longer: a calm page with the way back."""

from typing import Literal

from innsyn.gate.acting import Acting
from innsyn.gate.rules.age import YOUTH
from innsyn.web.answers import View
from innsyn.web.feature import Route
from innsyn.web.fields import Fields
from innsyn.web.need import Need
from innsyn.web.serving.caller import Caller
from innsyn.web.whose import is_out_of_reach

VISIT_FIELD = "form_visit"
"""Names the visit a form was drawn in: one that was drawn in another record than the one she is in by now is not taken."""

_WHY = {"REP-31": "power", "REP-5": "twelve", "REP-6": "sixteen", "VIS-1": "long"}
"""Which rules are told as what; all others as no more than that it is over, so that nothing leaks of protected addresses."""


_AREA_SAYS = {"attorney": ("power", "ask"), "guardian": ("errand", "governor"), "age": ("age", "talk")}
"""Why a part is not hers, and what she can do about it."""


def out_of_reach(route: Route, caller: Caller, form: Fields) -> View | None:
    """Say what is shown instead of a citizen's page; None when the page is within reach."""
    if route.need is not Need.CITIZEN:
        return None
    acting = caller.acting
    if acting is not None and acting.verdict is not None and route.whose != "either":
        why = _WHY.get(acting.verdict.rule, "other")
        return View("errors/acting_over.html", {"why": why}, status=403, title="error.acting_over.title")
    if _is_of_another_visit(caller, form):
        return View("errors/acting_moved.html", status=409, title="error.acting_moved.title")
    if not is_out_of_reach(route.whose, route.area, acting):
        return None
    if route.whose == "own":
        back_to = caller.path if route.method == "GET" else ""
        return View("errors/acting_own.html", {"back_to": back_to}, status=403, title="error.acting_own.title")
    why, do = _AREA_SAYS[_not_her_part(acting)]
    return View("errors/acting_area.html", {"why": why, "do": do}, status=403, title="error.acting_area.title")


def _not_her_part(acting: Acting | None) -> Literal["attorney", "guardian", "age"]:
    """Say whose limits close a part: those of a power of attorney, of a guardian's errand, or of the patient's age."""
    if acting is not None and acting.role == "attorney":
        return "attorney"
    is_errand = acting is not None and acting.role == "guardian" and acting.years not in YOUTH
    return "guardian" if is_errand else "age"


def _is_of_another_visit(caller: Caller, form: Fields) -> bool:
    drawn_in = form.get(VISIT_FIELD)
    visits = caller.session.visits if caller.session else ()
    return bool(drawn_in and visits) and drawn_in != str(visits[-1].id)
