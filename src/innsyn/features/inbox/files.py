"""What is attached to a message, read at the desk and sent from it: pictures and PDF, told by their bytes and never by their name."""

import base64
import binascii

from innsyn.features.inbox import chart
from innsyn.features.inbox.desk import CONVERSATION
from innsyn.gate.standing.messages import Attachment
from innsyn.web import ABSENT, Answer, Download, Need, VisitCall, page
from innsyn.web.messaging import Attachment as File
from innsyn.web.messaging import NotTaken, all_accepted
from innsyn.web.messaging.attachments import ENDINGS, LARGEST_BYTES, LARGEST_TOGETHER_BYTES, MOST, PDF, media_type

_BYTES = "application/octet-stream"
_PLACES = 4
_MB = 1_000_000

MOST_BYTES_POSTED = LARGEST_TOGETHER_BYTES + 200_000
"""Of a message with its files. One that is larger is not read at all."""

LIMITS = {"n": MOST, "largest": LARGEST_BYTES // _MB, "together": LARGEST_TOGETHER_BYTES // _MB}
"""What a form says of the files it takes."""

_FILES = "/desk/visit/{visit}" + CONVERSATION + "/files/{message}/{place}"


@page(_FILES, need=Need.STAFF_VISIT, title="inbox.attached")
async def attached(call: VisitCall, message: str, place: str) -> Answer:
    """Hand out what is attached to a message of the conversation this visit was opened for. place: from 1."""
    read = await chart.conversation(call.gate, call.visit, now=call.now)
    found = next((each for each in read.thread if str(each.id) == message), None) if read else None
    number = int(place) if place.isascii() and place.isdigit() and len(place) < _PLACES else 0
    if found is None or not 0 < number <= len(found.attachments):
        return ABSENT
    try:
        octets = base64.b64decode(found.attachments[number - 1].content, validate=True)
    except binascii.Error:
        return ABSENT
    return _handed_out(octets, number) if octets else ABSENT


async def sent_with(call: VisitCall) -> tuple[Attachment, ...] | NotTaken:
    """Take the files that came with a message; none is no mistake."""
    taken = await all_accepted(call.form.uploads("file"), call.messaging.scanner)
    return taken if isinstance(taken, NotTaken) else tuple(map(_written, taken))


def _written(file: File) -> Attachment:
    content = base64.b64encode(file.octets).decode()
    return Attachment(title=file.name, content_type=file.media_type, size=file.size, content=content)


def _handed_out(octets: bytes, number: int) -> Download:
    found = media_type(octets)
    if found is None:
        return Download(content=octets, media_type=_BYTES, filename=f"attachment-{number}.bin")
    name = f"attachment-{number}.{ENDINGS[found]}"
    return Download(content=octets, media_type=found, filename=name, show="viewer" if found == PDF else "frame")
