"""A system's question to all records at once: only what a rule allows whoever the patient is, logged in each patient's record.

Source: docs/adr/0016-machine-clients.md.
"""

from innsyn.gate.decide import narrow
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.gate.visit import Visit
from innsyn.gate.visit_log import opening_detail
from innsyn.kernel.clock import Instant
from innsyn.record.condition import Condition
from innsyn.record.entry import Action, Entry


def everywhere(visit: Visit, now: Instant) -> Condition:
    """Say what a system may see in any record, of a patient it knows nothing of. visit: to nowhere."""
    return narrow(Case(visit, PatientFacts(), now), "read")


def entry_everywhere(visit: Visit, now: Instant, action: Action) -> Entry:
    """Make the log row of such a question: it says itself who asked and why, since no visit was opened."""
    said = opening_detail(visit)
    return Entry(visit.id, now, action, {"actor": said["actor"], "ground": said["ground"]})
