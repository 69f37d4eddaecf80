"""What a reader is shown when something was sent, was not sent, or was refused."""

from innsyn.features.dialogue.sending import Done, NotSent, Sending
from innsyn.gate.refused import Refused
from innsyn.web import Redirect, View

HOME = "/messages"
NEW = HOME + "/new"
DRAFT = HOME + "/draft"


def shown(outcome: Sending, back: str, notice: str, *, words: str = "", is_kept: bool = False) -> Redirect | View:
    """Lead to the conversation, or say why nothing was sent.

    back: where to read on. notice: what to say when it was sent. words: what was written and is kept nowhere, given back to the writer.
    is_kept: it is among her drafts."""
    match outcome:
        case Done(task_id):
            return Redirect(to=f"{HOME}/{task_id}", notice=notice)
        case NotSent():
            return not_sent(outcome, back, words=words, is_kept=is_kept)
    return refused(outcome, words=words)


def not_sent(outcome: NotSent, back: str, *, words: str = "", is_kept: bool = False) -> View:
    """Say why nothing was sent, and that what was written is not lost. words, is_kept: as of `shown`."""
    return View(
        "dialogue/not_sent.html",
        {"why": outcome.why, "rule": outcome.rule, "back": back, "words": words, "is_kept": is_kept},
        status=403 if outcome.rule else 409,
        title="dialogue.refused.title" if outcome.rule else "dialogue.not_sent.title",
    )


def refused(no: Refused, *, words: str = "") -> View:
    """Say why the gate says no. Nothing is kept of what was refused. words: what was just written, given back to the writer."""
    return View("dialogue/refused.html", {"reason": no.verdict.key, "words": words}, status=403, title="dialogue.refused.title")
