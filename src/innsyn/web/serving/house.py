"""Everything the web layer was given at start, in one value."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import structlog

from innsyn.kernel.clock import Clock
from innsyn.web.arrivals import Doors
from innsyn.web.feature import MARK, Feature, Route
from innsyn.web.language import Language
from innsyn.web.leading import Place, place_at
from innsyn.web.ports import Ports
from innsyn.web.serving.drawing import Drawer
from innsyn.web.sessions.envelope import RandomBytes
from innsyn.web.sessions.store import Sessions
from innsyn.web.settings import WebSettings
from innsyn.web.slots import AnyBlock, Banner, Extract, MenuItem, PlacedBlock
from innsyn.web.texts import Texts
from innsyn.web.whose import is_out_of_reach

if TYPE_CHECKING:
    from innsyn.gate.acting import Acting
    from innsyn.gate.gate import Gate


@dataclass(frozen=True, kw_only=True)
class House:
    """What every request may need. unavailable: kinds of exceptions that mean that the record is away just now."""

    features: tuple[Feature, ...]
    gate: "Gate"
    doors: Doors
    sessions: Sessions
    ports: Ports
    settings: WebSettings
    clock: Clock
    random_bytes: RandomBytes
    texts: Texts
    drawer: Drawer
    unavailable: tuple[type[Exception], ...]
    log: structlog.typing.FilteringBoundLogger

    @property
    def menu(self) -> tuple[MenuItem, ...]:
        """Say every menu line, in order, each with whose it is."""
        lines = [
            replace(item, whose=item.whose or feature.whose, area=item.area or feature.area)
            for feature in self.features
            for item in feature.menu
        ]
        return tuple(sorted(lines, key=lambda item: item.order))

    @property
    def blocks(self) -> tuple[PlacedBlock, ...]:
        """Say every block, in order."""
        found = [block for _, block in self._slots() if not isinstance(block, Banner | Extract)]
        return tuple(sorted(found, key=lambda block: block.order))

    def is_closed(self, block: PlacedBlock, acting: "Acting | None") -> bool:
        """Say whether a block is left out while somebody acts for another: her own affairs, and parts she has no power for."""
        feature = next((feature for feature, each in self._slots() if each is block), None)
        return feature is not None and is_out_of_reach(feature.whose, feature.area, acting)

    def reaches(self, path: str, acting: "Acting | None") -> bool:
        """Say whether some slice has a page at `path`, which has no names in it, that whoever acts for another may come to."""
        found = self._pages.get(path)
        return found is not None and not is_out_of_reach(found[1].whose or found[0].whose, found[0].area, acting)

    def leads(self, path: str, acting: "Acting | None") -> Place | None:
        """Say what stands at an address with names in it, None where nothing does that this citizen may come to."""
        return place_at(path.partition("?")[0], self._pages.values(), acting)

    @cached_property
    def _pages(self) -> dict[str, tuple[Feature, Route]]:
        routes = [(feature, getattr(page, MARK)) for feature in self.features for page in feature.pages]
        return {route.path: (feature, route) for feature, route in routes if route.method == "GET"}

    def _slots(self) -> list[tuple[Feature, AnyBlock]]:
        return [(feature, block) for feature in self.features for block in feature.blocks]

    def extract(self, type_: str) -> Extract | None:
        """Say who draws a thing of a type for other slices' pages, when a slice does."""
        extracts = [block for _, block in self._slots() if isinstance(block, Extract)]
        return next((extract for extract in extracts if extract.type == type_), None)

    def banner(self, door: str) -> Banner | None:
        """Say the banner of a door, when a slice has one."""
        banners = [block for _, block in self._slots() if isinstance(block, Banner)]
        return next((banner for banner in banners if banner.door == door), None)

    def language(self, code: str) -> Language:
        """Say the language of a reader."""
        return Language(code, self.texts, is_strict=self.settings.is_strict)
