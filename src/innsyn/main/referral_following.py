"""People are told of what becomes of their referrals while the program runs, by whatever door it came: the change feed is followed.

The place in the feed is kept in the data folder.
"""

from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

from innsyn.gate.news import News
from innsyn.gate.referral_changes import ReferralTold
from innsyn.kernel.clock import Clock
from innsyn.main.repeating import repeating
from innsyn.main.telling import EVERY_S, tell_the_news, to_each
from innsyn.web.notices import Kind, Notice, Notices, sender_name

PLACE = "referrals-place"


def following_referrals(news: News[ReferralTold], notices: Notices, folder: Path, clock: Clock) -> AbstractAsyncContextManager[None]:
    """Follow the feed while the block lasts. folder: where the place in the feed is kept."""
    return repeating("referrals", partial(tell_of_referrals, news, notices, folder / PLACE, clock), every_s=EVERY_S)


async def tell_of_referrals(news: News[ReferralTold], notices: Notices, place: Path, clock: Clock) -> bool:
    """Tell of what has become of referrals since the last time. Returns whether there was anything in the feed."""
    return await tell_the_news(news, to_each(notices, _notice), place, clock)


def _notice(told: ReferralTold, key: str) -> Notice:
    kind = Kind.REFERRAL_RECEIVED if told.became == "received" else Kind.REFERRAL_CHANGED
    once = f"referral/{told.referral_id}/{told.version}/{key}"
    about, sender = f"/referrals/{told.referral_id}", sender_name(told.place, told.labels)
    return Notice(kind=kind, to=key, about=about, once=once, sender=sender, at=told.at, concerns=told.owner)
