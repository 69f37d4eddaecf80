"""The page that asks why: who was found, the ordinary grounds, and the way for emergencies."""

from innsyn.features.desk.forms import EmergencyForm, GroundForm
from innsyn.gate.opening import SHIELDED_WHOLE, FoundPatient
from innsyn.gate.rules.book import is_rule
from innsyn.kernel.outcome import Verdict
from innsyn.web import View


def ask_why(
    found: FoundPatient, *, ground: GroundForm | None = None, emergency: EmergencyForm | None = None, no: Verdict | None = None
) -> View:
    """Show the page. ground, emergency: what was filled in and must be mended. no: why the gate did not open."""
    is_again = ground is not None or emergency is not None
    closed = found.closed if no is None else no
    is_shielded = closed is not None and closed.rule == SHIELDED_WHOLE
    shown = {
        "person": found,
        "ground": ground or GroundForm(),
        "emergency": emergency or EmergencyForm(),
        "is_emergency": emergency is not None or is_shielded,
        "is_shielded": is_shielded,
        "refused": None if is_shielded else no,
        "rule": rule_behind(no),
    }
    return View("desk/ground.html", shown, status=422 if is_again else 200)


def rule_behind(no: Verdict | None) -> str:
    """Say which rule is behind a no, for the page of the rules; empty for what is none of them."""
    return no.rule if no is not None and is_rule(no.rule) else ""
