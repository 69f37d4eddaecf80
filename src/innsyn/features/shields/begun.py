"""Where a reader stands in setting a shield: whether she may, what is filled in so far, and the page of one step."""

from dataclasses import dataclass

from innsyn.features.shields import chart
from innsyn.features.shields.plan import NAME, Plan, Step, fields_of, plan_of
from innsyn.features.shields.rules import Decides, decides
from innsyn.web import CitizenCall, Draft, Redirect, View

HOME = "/shields"
NEW = "/shields/new"
_TEMPLATES: dict[Step, str] = {"person": "somebody", "organisation": "somebody"}
"""Steps drawn by another template than that of their own name: those that choose among people and places look the same."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A shield under way. plan: what is known of it."""

    plan: Plan

    def keep(self, plan: Plan) -> Redirect:
        """Keep what was filled in, and lead on to what is missing."""
        return Redirect(to=f"{NEW}/{plan.next_step}", keeps=Draft(NAME, fields_of(plan)))

    def back(self) -> Redirect:
        """Lead to the first step that is not taken."""
        return Redirect(to=f"{NEW}/{self.plan.next_step}")

    def show(self, step: Step, *, status: int = 200, **shown: object) -> View:
        """Draw one step, with the way back to the one before."""
        steps = self.plan.steps
        place = steps.index(step)
        before = f"{NEW}/{steps[place - 1]}" if place else NEW
        here = {"number": place + 1, "of": len(steps), "back": before, "here": f"{NEW}/{step}", "asks": step, "plan": self.plan}
        return View(f"shields/{_TEMPLATES.get(step, step)}.html", {**here, **shown}, status=status)


async def what_she_decides(call: CitizenCall) -> Decides:
    """Say what the reader decides in this record."""
    if call.visit.role not in ("self", "parent"):
        return "nobody"
    return decides(call.visit.role, await chart.years(call.gate, call.visit, now=call.now))


async def begun(call: CitizenCall) -> Begun | View:
    """Say where she stands, or that shields are not hers to set."""
    may = await what_she_decides(call)
    if may != "shields":
        return not_hers(may)
    return Begun(plan_of(call.drafts.get(NAME, {}), call.visit.patient_id))


async def at_step(call: CitizenCall, step: Step) -> Begun | View | Redirect:
    """Say where she stands, or lead back to what has to be filled in first."""
    found = await begun(call)
    if isinstance(found, Begun) and not found.plan.may_take(step):
        return found.back()
    return found


def not_hers(may: Decides) -> View:
    """Say whose decision it is."""
    return View("shields/not_hers.html", {"may": may}, status=403)
