"""How people are reached: what they chose, the browsers they use, and what the contact register says."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from innsyn.web.notices.browsers import PUSH_SERVICES, Browsers
from innsyn.web.notices.choices import Wishes
from innsyn.web.notices.contact import ContactRegister
from innsyn.web.preferences import Preferences


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What the worker and the settings page know of how to tell people.

    push_key: our public key for push services, base64url; empty when push is not set up. push_services: origins a browser may name."""

    wishes: Wishes
    browsers: Browsers
    contacts: ContactRegister
    preferences: Preferences
    push_key: str = field(default="", repr=False)
    push_services: Sequence[str] = PUSH_SERVICES
