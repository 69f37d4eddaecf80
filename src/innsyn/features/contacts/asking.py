"""Asks the address register of several contacts at once: no page waits for the slowest, and who did not answer is said."""

import asyncio
from collections.abc import Iterable, Mapping

from innsyn.kernel.clock import Instant
from innsyn.web.health_contacts import Found, HealthContacts, RegisterSilent

DEADLINE_S = 3.0
"""So long a page waits for a contact. Source: facts of Helsenorge's health contacts: an answer is aimed at within three seconds."""


async def asked(contacts: HealthContacts, her_ids: Iterable[int], *, now: Instant, deadline_s: float = DEADLINE_S) -> Mapping[int, Found]:
    """Ask for contacts with their profiles, all at the same time. Returns what was found of each by HER-id; silence is a finding."""
    wanted = tuple(dict.fromkeys(her_ids))
    found = await asyncio.gather(*(_one(contacts, each, now, deadline_s) for each in wanted))
    return dict(zip(wanted, found, strict=True))


async def _one(contacts: HealthContacts, her_id: int, now: Instant, deadline_s: float) -> Found:
    try:
        async with asyncio.timeout(deadline_s):
            return await contacts.contact(her_id, now=now)
    except TimeoutError:
        return RegisterSilent()
