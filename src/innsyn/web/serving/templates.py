"""Templates: each slice's folder under its own name, everything escaped, a missing variable is an error."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import CodeType

from jinja2 import BaseLoader, BytecodeCache, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from jinja2.bccache import Bucket

from innsyn.web.feature import Feature

WEB_FOLDER = Path(__file__).parent.parent


class _CompiledOnce(BytecodeCache):
    """The compiled templates of this process: compiling is slow, and a process may build the application more than once.

    A template that has changed is compiled anew: what is kept is known by its file and by what stood in it."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what was compiled of the same template before."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _CompiledOnce()


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
        bytecode_cache=_COMPILED,
    )
    environment.globals.update(globals_)
    return environment
