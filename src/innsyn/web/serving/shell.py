"""The facts of the shell around one page, for one caller."""

from typing import TYPE_CHECKING

from innsyn.gate.rules.officers import OFFICE_PURPOSES
from innsyn.gate.tasks import by_profession
from innsyn.web.serving.caller import Caller
from innsyn.web.serving.house import House
from innsyn.web.serving.page_facts import Door, MenuLine, PageFacts
from innsyn.web.texts import LOCALES
from innsyn.web.whose import is_out_of_reach

if TYPE_CHECKING:
    from innsyn.gate.visit import Visit

_HOME: dict[Door, str] = {"citizen": "/my-health", "desk": "/desk", "open": "/", "plain": "/"}


def page_facts(house: House, caller: Caller, *, title: str, door: Door, visit: "Visit | None" = None, reference: str = "") -> PageFacts:
    """Say what the shell shows.

    title: text key. door: `open` becomes the caller's own door when she is logged in. visit: the one the page is in."""
    session, settings = caller.session, house.settings
    shown_door = _own_door(caller) if door == "open" and session else door
    actor = session.actor if session else None
    return PageFacts(
        title=title,
        path=caller.path,
        now=caller.now,
        door=shown_door,
        name=actor.name if actor else "",
        workplace=(actor.department or actor.unit_name or actor.organisation_name) if actor else "",
        menu=_menu(house, caller, shown_door, visit),
        form_token=session.csrf if session else "",
        notice=caller.notice,
        lasts_s=int((caller.living.ends_at - caller.now).total_seconds()) if caller.living else None,
        warning_s=settings.warning_s,
        home=_HOME[shown_door],
        reference=reference,
        is_sandbox=settings.is_sandbox,
        languages=LOCALES,
        acting=caller.acting,
        visit=_stands_in(caller) if shown_door == "citizen" else "",
        given_back=caller.given_back,
    )


def _own_door(caller: Caller) -> Door:
    return "desk" if caller.session and caller.session.actor.kind == "staff" else "citizen"


def _stands_in(caller: Caller) -> str:
    return str(caller.session.visits[-1].id) if caller.session and caller.session.visits else ""


def _menu(house: House, caller: Caller, door: Door, visit: "Visit | None") -> tuple[MenuLine, ...]:
    """List the lines that lead somewhere: not to parts of a record one has no power for, nor out of what an office came for, and at the
    desk none that are for others' tasks."""
    if caller.session is None or door not in ("citizen", "desk"):
        return ()
    wanted = "citizen" if door == "citizen" else "visit" if visit else "staff"
    prefix = f"/desk/visit/{visit.id}" if visit and wanted == "visit" else ""
    purpose = visit.ground.purpose if visit and visit.ground.purpose in OFFICE_PURPOSES else ""
    tasks = {by_profession(caller.session.actor), *caller.session.posts}
    is_for = (item for item in house.menu if not item.tasks or not item.tasks.isdisjoint(tasks))
    shown = (item for item in is_for if item.menu == wanted and (wanted != "visit" or item.purpose == purpose))
    items = [(item.text, f"{prefix}{item.to}") for item in shown if not is_out_of_reach(item.whose, item.area, caller.acting)]
    nearest = max((to for _, to in items if _leads_to(caller.path, to)), key=len, default="")
    return tuple(MenuLine(text, to, is_current=caller.path == to, is_within=caller.path != to == nearest) for text, to in items)


def _leads_to(path: str, to: str) -> bool:
    """Say whether `path` lies at or below `to`."""
    return path == to or path.startswith(to.rstrip("/") + "/")
