"""Posts without a patient: who registers powers of attorney, answers for access, chooses a trust's policy, or enrols for the region.

The directory gives a post (PractitionerRole with our code), asked anew each time: posts come and go. Somebody without HPR number is in the
directory by the opaque key of her national number. Source: docs/spec/access.md#AC-16.
"""

from typing import Literal

from innsyn.gate.directory import Directory, Personnel
from innsyn.gate.rules.officers import PRIVACY_OFFICER, REGISTRAR
from innsyn.gate.visit import Actor
from innsyn.kernel.ids import is_organisation_number
from innsyn.kernel.systems import ACCESS_FACT

Post = Literal["registrar", "privacy-officer", "policy-keeper", "regional-office"]

POLICY_KEEPER: Post = "policy-keeper"
REGIONAL_OFFICE: Post = "regional-office"
POSTS: tuple[Post, ...] = ("registrar", "privacy-officer", POLICY_KEEPER, REGIONAL_OFFICE)


async def holds(directory: Directory, actor: Actor, post: Post) -> bool:
    """Say whether an actor holds a post in the organisation she has logged in for."""
    return post in await posts_of(directory, actor)


async def posts_of(directory: Directory, actor: Actor) -> tuple[Post, ...]:
    """List the posts an actor holds where she has logged in."""
    if not may_hold(actor) or (worker := await worker_of(directory, actor)) is None or actor.organisation is None:
        return ()
    held = await directory.posts_held(worker, ACCESS_FACT, actor.organisation)
    return tuple(post for post in POSTS if post in held)


def may_hold(actor: Actor) -> bool:
    """Say whether somebody has logged in so that she can hold a post at all."""
    is_known = actor.organisation is not None and is_organisation_number(actor.organisation)
    return actor.kind == "staff" and actor.level == "high" and is_known


async def worker_of(directory: Directory, actor: Actor) -> Personnel | None:
    """Find an actor in the directory: by HPR number, or by the key of her national number."""
    return await directory.personnel(actor.hpr) if actor.hpr else await directory.personnel_by_key(actor.key)


__all__ = [
    "POLICY_KEEPER",
    "POSTS",
    "PRIVACY_OFFICER",
    "REGIONAL_OFFICE",
    "REGISTRAR",
    "Post",
    "holds",
    "may_hold",
    "posts_of",
    "worker_of",
]
