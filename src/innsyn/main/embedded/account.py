"""Whom PostgreSQL runs as when root starts the program: PostgreSQL refuses root, and we make no system users and change no one's folders.

A folder only root may enter (such as /root) is reached by letting the server keep one of root's capabilities, not by opening the folder.
Source: capabilities(7), "Ambient capability set"; prctl(2).
"""

import ctypes
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

CAP_DAC_OVERRIDE = 1
CAP_DAC_READ_SEARCH = 2
PR_SET_KEEPCAPS = 8
PR_CAPBSET_READ = 23
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAPABILITY_VERSION_3 = 0x20080522


@dataclass(frozen=True, slots=True)
class Account:
    """An ordinary account. uid and gid: as in the system's password file."""

    uid: int
    gid: int


def server_account(*existing: Path) -> Account | None:
    """Choose the account for the server.

    existing: folders whose ordinary owner is preferred, most telling first; those that are missing are passed over.
    Returns nothing when we are not root: the server then runs as we do."""
    if os.geteuid() != 0:
        return None
    for path in existing:
        owner = path.stat().st_uid if path.exists() else 0
        if owner != 0 and (found := _in_password_file(owner)):
            return found
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def become(account: Account, paths: tuple[Path, ...]) -> None:
    """Change this process for good into the account; called between fork and exec.

    paths: what the server must reach. Keeps one capability only if some path is closed to the account.
    Raises OSError when the system forbids it."""
    capability = _capability_for(account, paths)
    libc = ctypes.CDLL(None, use_errno=True)
    if capability is not None:
        _checked(libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0))
    os.setgroups([])
    os.setresgid(account.gid, account.gid, account.gid)
    os.setresuid(account.uid, account.uid, account.uid)
    if capability is not None:
        _keep_only(libc, capability)


def may_reach(account: Account, path: Path) -> bool:
    """Say whether the account may enter every folder on the way to the path and read and enter the path itself."""
    steps = [(step, stat.S_IXUSR) for step in path.resolve().parents]
    steps.append((path, stat.S_IRUSR | stat.S_IXUSR))
    return all(_grants(step.stat(), account, bits) for step, bits in steps)


def _grants(seen: os.stat_result, account: Account, bits: int) -> bool:
    shift = 0 if seen.st_uid == account.uid else 3 if seen.st_gid == account.gid else 6
    return (seen.st_mode << shift) & bits == bits


def _capability_for(account: Account, paths: tuple[Path, ...]) -> int | None:
    if all(may_reach(account, path) for path in paths):
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    is_allowed = libc.prctl(PR_CAPBSET_READ, CAP_DAC_READ_SEARCH, 0, 0, 0) == 1
    is_enough = all(_grants(program.stat(), account, stat.S_IXUSR) for path in paths for program in path.glob("postgres"))
    return CAP_DAC_READ_SEARCH if is_allowed and is_enough else CAP_DAC_OVERRIDE


def _keep_only(libc: ctypes.CDLL, capability: int) -> None:
    bit = 1 << capability
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)  # effective, permitted, inheritable; then the upper halves
    _checked(libc.capset(header, sets))
    _checked(libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0))


def _checked(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _in_password_file(uid: int) -> Account | None:
    try:
        row = pwd.getpwuid(uid)
    except KeyError:
        return None
    return Account(row.pw_uid, row.pw_gid)
