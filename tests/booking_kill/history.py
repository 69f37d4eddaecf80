"""Judges a whole history of bookings, in the manner of Jepsen: pure, and tried with every fault planted."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

from innsyn.gate.standing.appointments import identifier_of, moved_from, slot_of
from innsyn.gate.standing.timebooks import BUSY, FREE, TENTATIVE

SOLD_TWICE = "a time went from one appointment to another without being free between"
NOT_ITS_OWN = "an appointment's time is not its own"
TWO_HAVE_IT = "a time has two appointments"
FREE_AND_TAKEN = "a time was both free and taken"
HELD_BY_ANOTHER = "a time was taken that another held by the clock of who took it"
NOBODYS = "a time is taken by nobody's appointment"
FALSE = "a `booked` was shown that no clinic had said"
LEFT = "an appointment was never answered by a clinic that works"
STILL = "no clinic answered while the server's clock was off"

OFF = timedelta(minutes=10)
"""So far off a clock has jumped: less than any jump, more than a run lasts."""


def broken(times, appointments):
    """Give the broken promises of a history. times: each time's versions, oldest first. appointments: each appointment as it stands."""
    wrong = Counter()
    for versions in times:
        for before, after in pairwise(versions):
            wrong[SOLD_TWICE] += is_sold_twice(before, after)
        wrong[FREE_AND_TAKEN] += sum(bool(each.taken_by) and (each.status == FREE or bool(each.hold)) for each in versions)
    takers = {each[-1].id: each[-1].taken_by for each in times if each[-1].status in (BUSY, TENTATIVE) and each[-1].taken_by}
    having = Counter()
    for body in appointments:
        for slot_id in {slot_of(body), moved_from(body)} - {""} if body["status"] in ("pending", "booked") else ():
            having[slot_id] += 1
            wrong[NOT_ITS_OWN] += takers.get(slot_id) != identifier_of(body)
    wrong[TWO_HAVE_IT] += sum(count > 1 for count in having.values())
    wrong[NOBODYS] += len(takers.keys() - having.keys())
    return wrong


def is_sold_twice(before, after):
    """Say whether a time is another appointment's at once."""
    return bool(before.taken_by and after.taken_by and before.taken_by != after.taken_by)


def taken_from(versions, held, had):
    """Count how often one took what another held. Whether it was held is for the clock of who took it to say, right or wrong.

    versions: (by that clock, time), oldest first. held: whose each acknowledged hold is, by time and version. had: whose each appointment
    is."""
    return sum(
        before.is_held(at) and before.hold != after.hold and held.get((before.id, before.version)) not in (None, had.get(after.taken_by))
        for (_, before), (at, after) in pairwise(versions)
        if after.taken_by or after.hold
    )


def has_jumped(times, now):
    """Say whether a clinic beyond the wire has answered while the server's clock was off: a time of its own is busy by the server alone.

    times: of that clinic, each as versions (by the clock of who wrote it, time). now: by the machine's clock."""
    return any(kept.status == BUSY and abs(at - now) > OFF for versions in times for at, kept in versions)


def shown_falsely(notes, direct):
    """Count how often somebody was shown `booked` before a clinic had begun to say so. direct: times that are theirs who take them.

    notes: what was said and shown, each with its instant. A yes is for one appointment at one time; at a desk, for the appointment."""
    said = {}
    for note in notes:
        if note["kind"] == "says":
            key = note["identifier"], note["slot"]
            said[key] = min(note["at"], said.get(key, note["at"]))
    shown = [note for note in notes if note["kind"] == "shown" and note["status"] == "booked" and note["slot"] not in direct]
    return sum(note["at"] < min(said.get((note["identifier"], slot), float("inf")) for slot in (note["slot"], None)) for note in shown)
