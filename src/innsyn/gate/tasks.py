"""What somebody has to do at the desk, for what is shown to her and not for what she may: each page and the gate ask that anew.

Source: docs/spec/access.md#AC-16.
"""

from typing import Literal, get_args

from innsyn.gate.administrators import ICT_POST
from innsyn.gate.directory import Directory
from innsyn.gate.enrolment.region import has_need
from innsyn.gate.posts import POSTS, Post, may_hold, worker_of
from innsyn.gate.visit import Actor
from innsyn.kernel.systems import ACCESS_FACT

Task = Literal["treating", "elsewhere", "administrator"] | Post
"""treating: personnel with a need for patients' records. elsewhere: everybody else. administrator: of machine clients."""

EVERY_TASK: tuple[str, ...] = ("treating", "elsewhere", "administrator", *get_args(Post))


def by_profession(actor: Actor) -> Task:
    """Say whether somebody treats patients, which her login alone tells."""
    return "treating" if has_need(actor) else "elsewhere"


async def posts_shown(directory: Directory, actor: Actor) -> tuple[Task, ...]:
    """List the posts somebody holds where she has logged in, with one question to the directory. Asked at the login, and when posts have
    changed since."""
    worker = await worker_of(directory, actor) if may_hold(actor) else None
    if worker is None or actor.organisation is None:
        return ()
    held = await directory.roles_held(worker, actor.organisation)
    is_administrator = actor.hpr is not None and ICT_POST in held
    return (*(post for post in POSTS if (ACCESS_FACT, post) in held), *(("administrator",) if is_administrator else ()))
