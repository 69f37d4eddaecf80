"""Filling slots: every slice's block is made at the same time, and one that breaks leaves an honest gap instead of a broken page."""

import asyncio
from collections.abc import Awaitable

from markupsafe import Markup

from innsyn.web.answers import View
from innsyn.web.calls import CitizenCall, OpenCall, StaffCall, VisitCall
from innsyn.web.serving.house import House
from innsyn.web.serving.page_facts import PageFacts
from innsyn.web.serving.technical_log import kinds, trail
from innsyn.web.slots import Block, DeskBlock, FilledBlock, FrontBlock, PlacedBlock, StaffBlock


async def fill_blocks(house: House, call: OpenCall, page: PageFacts) -> tuple[FilledBlock, ...]:
    """Make the blocks that belong on this kind of call's page, in order; empty ones are left out."""
    chosen = [block for block in house.blocks if isinstance(block, _wanted(call)) and not house.is_closed(block, page.acting)]
    filled = await asyncio.gather(*(_fill(house, block, call, page) for block in chosen))
    return tuple(block for block in filled if block is not None)


def _wanted(call: OpenCall) -> type[PlacedBlock]:
    match call:
        case CitizenCall():
            return Block
        case VisitCall():
            return DeskBlock
        case StaffCall():
            return StaffBlock
    return FrontBlock


async def fill_extract(house: House, call: VisitCall, page: PageFacts, type_: str, id_: str) -> FilledBlock | None:
    """Draw one thing of the record for another slice's page; None when no slice draws its type, or there is none to see."""
    extract = house.extract(type_)
    return None if extract is None else await _filled(house, type_, extract.render(call, id_), call, page)


async def _fill(house: House, block: PlacedBlock, call: OpenCall, page: PageFacts) -> FilledBlock | None:
    return await _filled(house, block.key, block.render(call), call, page)  # type: ignore[arg-type]


async def _filled(house: House, key: str, rendering: Awaitable[View | None], call: OpenCall, page: PageFacts) -> FilledBlock | None:
    try:
        view = await rendering
        return None if view is None else FilledBlock(key, house.drawer.draw(view, language=call.language, page=page))
    except house.unavailable:
        raise
    except Exception as problem:
        house.log.error("block_failed", block=key, kinds=kinds(problem), trail=trail(problem), ref=page.reference)
        return FilledBlock(key, Markup(""), "failed")
