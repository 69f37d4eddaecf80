"""Everything the web layer was given at start, in one value."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from innsyn.kernel.clock import Clock
from innsyn.web.arrivals import Doors
from innsyn.web.clients import Clients
from innsyn.web.feature import Feature
from innsyn.web.language import Language
from innsyn.web.notices import Notices
from innsyn.web.preferences import Preferences
from innsyn.web.serving.drawing import Drawer
from innsyn.web.sessions.envelope import RandomBytes
from innsyn.web.sessions.store import Sessions
from innsyn.web.settings import WebSettings
from innsyn.web.slots import Banner, Block, DeskBlock, FrontBlock, MenuItem
from innsyn.web.texts import Texts

if TYPE_CHECKING:
    from innsyn.gate.gate import Gate


@dataclass(frozen=True, kw_only=True)
class House:
    """What every request may need. unavailable: kinds of exceptions that mean that the record is away just now."""

    features: tuple[Feature, ...]
    gate: "Gate"
    doors: Doors
    sessions: Sessions
    preferences: Preferences
    notices: Notices
    clients: Clients
    settings: WebSettings
    clock: Clock
    random_bytes: RandomBytes
    texts: Texts
    drawer: Drawer
    unavailable: tuple[type[Exception], ...]
    log: structlog.typing.FilteringBoundLogger

    @property
    def menu(self) -> tuple[MenuItem, ...]:
        """Say every menu line, in order."""
        return tuple(sorted((item for feature in self.features for item in feature.menu), key=lambda item: item.order))

    @property
    def blocks(self) -> tuple[Block | DeskBlock | FrontBlock, ...]:
        """Say every block, in order."""
        found = [block for feature in self.features for block in feature.blocks if not isinstance(block, Banner)]
        return tuple(sorted(found, key=lambda block: block.order))

    def banner(self, door: str) -> Banner | None:
        """Say the banner of a door, when a slice has one."""
        banners = [block for feature in self.features for block in feature.blocks if isinstance(block, Banner)]
        return next((banner for banner in banners if banner.door == door), None)

    def language(self, code: str) -> Language:
        """Say the language of a reader."""
        return Language(code, self.texts, is_strict=self.settings.is_strict)
