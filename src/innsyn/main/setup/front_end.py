"""The front end: its few packages fetched with the lock file's checksums, then bundled under names that change with their contents."""

import hashlib
import json
import platform
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from innsyn.main.setup.npm import fetch
from innsyn.main.setup.places import Places
from innsyn.main.setup.problem import SetupProblem
from innsyn.main.setup.programs import run_or_stop
from innsyn.main.setup.stamp import fingerprint, is_stamped, write_stamp
from innsyn.main.setup.steps import step

ENTRIES = {".css", ".js"}
"""Files of these kinds that lie directly in the assets folder, and that no other file takes in, become bundles; other kinds are copied."""
FILES_INSIDE = (".woff2", ".svg", ".png")
"""Files of these kinds that a bundle refers to become files of their own beside it."""
BROWSERS = "chrome119,firefox117,safari17"


def is_built(places: Places) -> bool:
    """Say whether the built front end is made from the sources and packages that lie here now."""
    return (places.built / "manifest.json").exists() and is_stamped(_built_stamp(places), _built_value(places))


def is_fetched(places: Places, *, is_for_developing: bool) -> bool:
    """Say whether the packages of the lock lie here: with those for developing, or at least those the front end is made from."""
    enough = [True] if is_for_developing else [True, False]
    return any(is_stamped(_fetched_stamp(places), _fetched_value(places, is_for_developing=one)) for one in enough)


def build(places: Places, environment: Mapping[str, str], *, is_for_developing: bool = False) -> None:
    """Fetch the packages if the lock changed or more are needed, and bundle. Raises SetupProblem."""
    if not is_fetched(places, is_for_developing=is_for_developing):
        with step("Front end packages"):
            fetch(places, places.checkout, environment, is_for_developing=is_for_developing)
        write_stamp(_fetched_stamp(places), _fetched_value(places, is_for_developing=is_for_developing))
    if is_built(places):
        return
    with step("Front end"):
        bundle(places, environment)
    write_stamp(_built_stamp(places), _built_value(places))


def bundle(places: Places, environment: Mapping[str, str]) -> None:
    """Bundle the sources into the built folder, with a manifest from plain names to the names in use. Raises SetupProblem."""
    fresh = places.built.with_name("built.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    described = places.state / "bundle.json"
    entries = sorted(path for path in places.assets.iterdir() if path.suffix in ENTRIES)
    loaders = [f"--loader:{kind}=file" for kind in FILES_INSIDE]
    names = ["--entry-names=[name]-[hash]", "--asset-names=[name]-[hash]"]
    options = ["--bundle", "--minify", "--format=esm", f"--target={BROWSERS}", "--log-level=warning", "--charset=utf8"]
    options += [*loaders, *names, f"--outdir={fresh}", f"--metafile={described}"]
    mend = "The front end's sources in src/innsyn/web/assets do not bundle."
    log = places.state / "esbuild.log"
    run_or_stop([_esbuild(places), *entries, *options], log=log, environment=environment, folder=places.checkout, mend=mend)
    manifest = _bundled_names(json.loads(described.read_text())["outputs"], fresh) | _copied_names(places.assets, fresh)
    (fresh / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n")
    shutil.rmtree(places.built, ignore_errors=True)
    fresh.rename(places.built)


def _bundled_names(outputs: dict[str, dict[str, Any]], fresh: Path) -> dict[str, str]:
    bundles = {row["entryPoint"]: (Path(name).name, row["inputs"]) for name, row in outputs.items() if "entryPoint" in row}
    taken_in = {path for entry, (_, inputs) in bundles.items() for path in inputs if path != entry}
    for entry in bundles.keys() & taken_in:
        (fresh / bundles[entry][0]).unlink()
    return {Path(entry).name: name for entry, (name, _) in bundles.items() if entry not in taken_in}


def _copied_names(assets: Path, fresh: Path) -> dict[str, str]:
    names = {}
    for path in sorted(assets.iterdir()):
        if path.is_file() and path.suffix not in ENTRIES and path.suffix != ".md":
            content = path.read_bytes()
            names[path.name] = f"{path.stem}-{hashlib.sha256(content).hexdigest()[:8]}{path.suffix}"
            (fresh / names[path.name]).write_bytes(content)
    return names


def _esbuild(places: Places) -> Path:
    found = next((places.node_modules / "@esbuild").glob("*/bin/esbuild"), None)
    if found is None:
        raise SetupProblem(f"esbuild has no program for {platform.machine()}. Remove the folder node_modules and run the command again.")
    return found


def _fetched_stamp(places: Places) -> Path:
    return places.node_modules / "innsyn.stamp"


def _fetched_value(places: Places, *, is_for_developing: bool) -> str:
    return fingerprint([places.checkout / "package-lock.json"], *(["for developing"] if is_for_developing else []))


def _built_stamp(places: Places) -> Path:
    return places.state / "front-end.stamp"


def _built_value(places: Places) -> str:
    sources = sorted(path for path in places.assets.rglob("*") if path.is_file())
    words = [str(path.relative_to(places.assets)) for path in sources]
    return fingerprint([places.checkout / "package-lock.json", *sources], BROWSERS, *words)
