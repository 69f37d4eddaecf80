"""What set-up takes from the environment, and the environment it gives the programs it starts."""

import os
import pwd
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from innsyn.main.setup.problem import SetupProblem

IN_THE_WAY = (
    "PYTHONHOME",
    "PYTHONPATH",
    "VIRTUAL_ENV",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_USER",
    "PIP_REQUIRE_VIRTUALENV",
    "UV_PROJECT_ENVIRONMENT",
)
UV_NAMES = {"index-url": "UV_DEFAULT_INDEX", "extra-index-url": "UV_INDEX", "cert": "SSL_CERT_FILE"}
"""What a person has told pip, by the name uv knows it by."""


def clean_environment(state: Path) -> dict[str, str]:
    """Copy the environment without what would lead our tools astray.

    state: where tools may keep their caches when the home folder cannot be written in."""
    environment = {name: value for name, value in os.environ.items() if name not in IN_THE_WAY}
    environment |= {"UV_PYTHON_DOWNLOADS": "never", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "NODE_USE_SYSTEM_CA": "1"}
    if home := _home_in_password_file():
        environment.setdefault("HOME", home)
    if cache_folder(environment) is None:
        for name in ("UV_CACHE_DIR", "PIP_CACHE_DIR", "npm_config_cache"):
            environment.setdefault(name, str(state / "caches" / name.lower()))
        environment["HOME"] = str(state)
    return environment


def running_environment(state: Path) -> dict[str, str]:
    """Copy the environment for our own program.

    state: where compiled modules are kept when the person wants none beside the sources. Without any, each process of ours would compile
    everything anew, which takes longer than the rest of its start."""
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "PYTHONPATH"}}
    if environment.pop("PYTHONDONTWRITEBYTECODE", ""):
        environment.setdefault("PYTHONPYCACHEPREFIX", str(state / "compiled"))
    return environment


def cache_folder(environment: Mapping[str, str] | None = None) -> Path | None:
    """Find the person's cache folder; nothing when there is none that can be written in."""
    given = os.environ if environment is None else environment
    home = given.get("HOME") or _home_in_password_file()
    folder = Path(given.get("XDG_CACHE_HOME") or (home and f"{home}/.cache") or os.devnull)
    return folder if _can_write(folder) else None


def private_folder(name: str) -> Path:
    """Make a folder of our own in the cache, or where temporary files live when there is no cache. name: one path part."""
    cache = cache_folder()
    folder = cache / "innsyn" / name if cache else Path(tempfile.gettempdir()) / f"innsyn-{os.geteuid()}-{name}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise SetupProblem(f"{folder} belongs to somebody else. Set XDG_CACHE_HOME to a folder you can write in.")
    return folder


def told_to_pip(pip: list[str], environment: Mapping[str, str]) -> dict[str, str]:
    """Pass on to uv which index and certificates a person has told pip to use. pip: the command. Returns environment variables."""
    listed = subprocess.run([*pip, "config", "list"], env=dict(environment), capture_output=True, text=True, check=False)  # noqa: S603
    rows = (line.partition("=") for line in listed.stdout.splitlines())
    told = {name.rpartition(".")[2]: value.strip("'\"") for name, _, value in rows}
    return {UV_NAMES[name]: value for name, value in told.items() if name in UV_NAMES and UV_NAMES[name] not in environment}


def _home_in_password_file() -> str | None:
    try:
        return pwd.getpwuid(os.geteuid()).pw_dir
    except KeyError:
        return None


def _can_write(folder: Path) -> bool:
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    return existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
