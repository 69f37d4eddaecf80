"""The locked Python packages: each with the hash it had when it was chosen, from whatever index the machine is set to use."""

from collections.abc import Mapping
from pathlib import Path

from innsyn.main.setup.places import Places
from innsyn.main.setup.programs import run, run_or_stop
from innsyn.main.setup.python_environment import make_environment, pip_command
from innsyn.main.setup.stamp import fingerprint, is_stamped, write_stamp
from innsyn.main.setup.steps import step
from innsyn.main.setup.surroundings import told_to_pip

FOR_BUILDING, FOR_RUNNING, FOR_DEVELOPING = "requirements-build.txt", "requirements.txt", "requirements-dev.txt"
"""The lock files: what set-up itself uses (uv, node), what the platform uses, what tests and checks use."""
MEND = "Is the network there? Run the command again: it goes on where it stopped."


def locks_for(*, is_for_developing: bool) -> tuple[str, ...]:
    """List the lock files a command needs."""
    return (FOR_BUILDING, FOR_RUNNING, FOR_DEVELOPING) if is_for_developing else (FOR_BUILDING, FOR_RUNNING)


def are_installed(places: Places, locks: tuple[str, ...]) -> bool:
    """Say whether everything in the lock files is installed, without starting any program."""
    return places.python.exists() and all(is_stamped(_stamp(places, lock), _value(places, lock)) for lock in locks)


def install(places: Places, locks: tuple[str, ...], environment: Mapping[str, str]) -> None:
    """Make the environment and install the lock files in it. Raises SetupProblem."""
    with step("Python environment"):
        make_environment(places, environment)
        pip = pip_command(places, environment)
    with step("Python packages"):
        files = [places.checkout / lock for lock in locks]
        log = places.state / "packages.log"
        if not _install_with_uv(places, pip, files, environment, log):
            run_or_stop([*pip, "install", "--require-hashes", *_each(files)], log=log, environment=environment, mend=MEND)
    for lock in locks:
        write_stamp(_stamp(places, lock), _value(places, lock))


def _install_with_uv(places: Places, pip: list[str], files: list[Path], environment: Mapping[str, str], log: Path) -> bool:
    uv = places.environment / "bin" / "uv"
    only_uv = places.state / "uv.txt"
    only_uv.parent.mkdir(parents=True, exist_ok=True)
    only_uv.write_text(one_package("uv", (places.checkout / FOR_BUILDING).read_text()))
    if not run([*pip, "install", "--quiet", "--require-hashes", "-r", only_uv], log=log, environment=environment):
        return False
    command: list[str | Path] = [uv, "pip", "install", "--python", places.python, "--require-hashes", *_each(files)]
    told = {**environment, **told_to_pip(pip, environment)}
    return run(command, log=log, environment=told) or run(command, log=log, environment={**told, "UV_SYSTEM_CERTS": "1"})


def one_package(name: str, lock: str) -> str:
    """Cut one package with its hashes out of a lock file's text."""
    lines = lock.splitlines()
    begins = next(number for number, line in enumerate(lines) if line.startswith(f"{name}=="))
    ends = next((number for number in range(begins + 1, len(lines)) if not lines[number].startswith(" ")), len(lines))
    return "\n".join(line for line in lines[begins:ends] if not line.strip().startswith("#")) + "\n"


def _each(files: list[Path]) -> list[str]:
    return [word for path in files for word in ("-r", str(path))]


def _stamp(places: Places, lock: str) -> Path:
    return places.environment / f"innsyn-{Path(lock).stem}.stamp"


def _value(places: Places, lock: str) -> str:
    return fingerprint([places.checkout / lock], str(places.checkout))
