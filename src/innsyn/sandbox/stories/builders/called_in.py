"""What a hospital tells of an appointment beyond when and where: its kind, how to prepare, what the patient may do, a meeting by video.

Source: docs/spec/appointments.md#APP-21, #APP-22.
"""

from dataclasses import dataclass
from datetime import datetime

from innsyn.gate.standing.appointment_flags import ACKNOWLEDGE, MayDo, flag_body, with_flags
from innsyn.gate.standing.preparations import preparation_body
from innsyn.sandbox.people.resources.reference import Json, extension


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledIn:
    """What is told. kind: of appointment, empty for what it is. prepare: topics and words. may: what she may do until it begins.

    video: link of a meeting, empty where she comes herself."""

    kind: str = ""
    prepare: tuple[tuple[str, str], ...] = ()
    may: tuple[MayDo, ...] = ()
    video: str = ""


def called_in(resource: Json, told: CalledIn, *, patient: str, start: datetime) -> Json:
    """Add to an appointment what is told. patient: her id. start: of the appointment."""
    contained = [preparation_body(topic, words, place=place) for place, (topic, words) in enumerate(told.prepare, 1)]
    contained += [flag_body(what, patient, start) for what in told.may]
    whole = with_flags(resource, contained) if contained else dict(resource)
    if told.kind:
        whole["appointmentType"] = {"text": told.kind}
    if told.video:
        whole["extension"] = [_by_video(told.video)]
    if ACKNOWLEDGE in told.may:
        hers, *others = whole["participant"]
        whole["participant"] = [hers | {"status": "needs-action"}, *others]
    return whole


def _by_video(link: str) -> Json:
    said = [{"url": "channelType", "valueCoding": {"code": "url"}}, {"url": "virtualAddress", "valueUrl": link}]
    return extension("virtual-service", extension=said)
