"""tmp"""
from innsyn.sandbox.stories.builders.telling import Telling
def ordinary_life(life: Telling) -> None:
    """tmp"""
