"""Which data folder a command means: the one that is named, else the demo's when it has been run here."""

from pathlib import Path

from innsyn.main.settings import SettingProblem, Settings
from innsyn.main.world import has_world

_CHECKOUT = Path(__file__).parents[3]


def demo_folder(settings: Settings) -> Path:
    """Keep the demo's data in the checkout when it can be written to, else where the settings say."""
    beside = _CHECKOUT / ".innsyn"
    try:
        beside.mkdir(exist_ok=True)
    except OSError:
        return settings.data / "demo"
    return beside / "demo"


def chosen_folder(named: Path | None, settings: Settings) -> Path:
    """Choose a data folder.

    named: from the command line. Without it: INNSYN_DATA when that is set, the demo's when there has been a demo, the settings' own.
    Raises SettingProblem when only a database is named: the folder with its keys must be named too."""
    if named is not None:
        return named.absolute()
    if settings.is_data_named:
        return settings.data
    if settings.database_url:
        raise SettingProblem("name the data folder that goes with INNSYN_DATABASE_URL, with --data or INNSYN_DATA")
    demo = demo_folder(settings)
    return demo if has_world(demo) else settings.data
