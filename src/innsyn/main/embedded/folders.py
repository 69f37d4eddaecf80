"""Where the embedded PostgreSQL keeps its files, and a folder short enough for its socket."""

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from innsyn.main.embedded.problem import EmbeddedProblem

LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")
"""Bytes. Linux allows 107 for the whole address of a unix socket; macOS 103, and there the short folder is chosen by the same rule."""
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")
"""Paths that every client's connection string carries unchanged: no comma, colon, blank or letter outside ASCII."""
SHORT_FOLDERS = (Path("/tmp"), Path("/var/tmp"))  # noqa: S108 -- a folder of our own is made inside, and its owner checked


@dataclass(frozen=True, slots=True)
class Folders:
    """The files of one embedded database. root: the folder everything else lies in."""

    root: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.root / "cluster"

    @property
    def users_lock(self) -> Path:
        """Everyone who uses the server holds this shared; whoever gets it alone knows that nobody does."""
        return self.root / "users.lock"

    @property
    def keeper_lock(self) -> Path:
        """Held by the one process that looks after the server."""
        return self.root / "keeper.lock"

    @property
    def log(self) -> Path:
        """What the server and its keeper said."""
        return self.root / "server.log"


def folders_in(data_dir: Path) -> Folders:
    """Make the database's folder, closed to others, inside the data folder.

    Raises EmbeddedProblem when it cannot be made or written in."""
    root = data_dir.expanduser().absolute() / "database"
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        writable = os.access(root, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        raise EmbeddedProblem(f"You cannot write in {root}. Choose another folder with --data or INNSYN_DATA.")
    return Folders(root)


def socket_folder(folders: Folders) -> Path:
    """Make the folder for the server's socket: beside the cluster, or in a temporary folder when that path is long or has odd characters.

    Raises EmbeddedProblem when somebody else already has the temporary folder's name."""
    beside = folders.root / "socket"
    if PLAIN_PATH.fullmatch(str(beside)) and len(os.fsencode(beside)) <= LONGEST_SOCKET_FOLDER:
        beside.mkdir(mode=0o700, exist_ok=True)
        return beside
    short = next((base for base in SHORT_FOLDERS if os.access(base, os.W_OK)), None)
    if short is None:
        raise EmbeddedProblem(
            f"The path {folders.root} is too long for a database socket. Choose a shorter one with --data or INNSYN_DATA."
        )
    return _own_folder(short / f"innsyn-{hashlib.sha256(os.fsencode(folders.root)).hexdigest()[:16]}", folders)


def _own_folder(path: Path, folders: Folders) -> Path:
    path.mkdir(mode=0o700, exist_ok=True)
    seen = path.lstat()
    owners = {os.geteuid(), folders.cluster.stat().st_uid}
    if not stat.S_ISDIR(seen.st_mode) or seen.st_uid not in owners or stat.S_IMODE(seen.st_mode) & 0o077:
        raise EmbeddedProblem(f"{path} belongs to somebody else. Choose a shorter data folder with --data or INNSYN_DATA.")
    return path
