"""The pages of offices' own systems as the web layer sees them: by the office's short key, and a line on the open front page."""

from collections.abc import Callable, Mapping

from innsyn.sandbox.clinics.looking import HOME, Running, looking
from innsyn.sandbox.clinics.writing import writing
from innsyn.web import Feature, FrontBlock, OpenCall, View


def clinics(running: Mapping[str, Running], new_word: Callable[[], str]) -> Feature:
    """Make the feature. running: systems by the office's key. new_word: a UUID that was never said before."""

    async def way_in(call: OpenCall) -> View | None:
        return None if call.actor else View("clinics/way_in.html", {"home": HOME})

    front = FrontBlock(key="clinics", order=21, render=way_in)
    return Feature(package="innsyn.sandbox.clinics", pages=(*looking(running), *writing(running, new_word)), blocks=(front,))
