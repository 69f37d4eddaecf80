"""Contacts are asked at the same time, and nobody waits for the slowest."""

import asyncio

from innsyn.features.contacts import samples
from innsyn.features.contacts.asking import asked
from innsyn.kernel.clock import instant
from innsyn.web.health_contacts import NoSuchContact, RegisterSilent, processes
from innsyn.web.health_contacts.memory import MemoryHealthContacts

NOW = instant("2026-11-22T10:00:00+00:00")
LIEN = samples.contact(1, "Sigrid Lien", (processes.E_CONTACT,), organisation="999100014", now=NOW)


class SlowFor(MemoryHealthContacts):
    """Answers of some never and then of the others without a pause, and counts how many ask at once."""

    def __init__(self, *contacts, slow=()):
        super().__init__(contacts)
        self.slow, self.asking, self.most, self.asked = set(slow), 0, 0, []

    async def contact(self, her_id, *, now, anew=False):
        self.asking, self.asked = self.asking + 1, [*self.asked, her_id]
        self.most = max(self.most, self.asking)
        try:
            if her_id in self.slow or not self.slow:
                await asyncio.sleep(600 if her_id in self.slow else 0)
            return await super().contact(her_id, now=now, anew=anew)
        finally:
            self.asking -= 1


async def test_whoever_does_not_answer_in_time_is_silent_and_the_others_are_answered_of():
    found = await asked(SlowFor(LIEN, slow=[2]), [1, 2, 3], now=NOW, deadline_s=0.05)
    assert found == {1: LIEN, 2: RegisterSilent(), 3: NoSuchContact()}


async def test_all_are_asked_at_once_and_each_of_them_once():
    register = SlowFor(LIEN)
    await asked(register, [1, 2, 3, 1], now=NOW)
    assert (register.most, sorted(register.asked)) == (3, [1, 2, 3])
