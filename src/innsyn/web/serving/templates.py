"""Templates: each slice's folder under its own name, everything escaped, a missing variable is an error."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from innsyn.web.feature import Feature

WEB_FOLDER = Path(__file__).parent.parent


def template_environment(features: Sequence[Feature], *, globals_: Mapping[str, object], is_sandbox: bool) -> Environment:
    """Make the environment that draws every page.

    globals_: what every template and every imported macro may use. is_sandbox: changed templates are read again."""
    slices: dict[str, BaseLoader] = {feature.name: FileSystemLoader(feature.folder / "templates") for feature in features}
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(WEB_FOLDER / "templates"), PrefixLoader(slices)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=is_sandbox,
    )
    environment.globals.update(globals_)
    return environment
