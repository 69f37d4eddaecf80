"""The embedded PostgreSQL, in the ways it is started, shared, killed and started again."""

import asyncio
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import asyncpg
import pytest

from innsyn.main.embedded import EmbeddedProblem, embedded, embedded_async, forget, share
from innsyn.main.embedded.account import Account, may_reach
from innsyn.main.embedded.locks import FileLock
from innsyn.main.embedded.postmaster import running_postmaster

BORROW_AND_WAIT = """
import sys, time
from pathlib import Path
from innsyn.main.embedded import embedded
with embedded(Path(sys.argv[1]), is_durable=False) as address:
    print(address, flush=True)
    sys.stdin.read()
"""
ORDINARY_USER = "daemon"
PATIENCE_S = 60


async def ask(address: str, statement: str):
    connection = await asyncpg.connect(address)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def ask_until_answered(address: str, statement: str):
    async with asyncio.timeout(PATIENCE_S):
        while True:
            try:
                return await ask(address, statement)
            except (OSError, asyncpg.PostgresError):
                await asyncio.sleep(0.1)


def is_running(data_dir: Path) -> bool:
    return running_postmaster(data_dir / "database" / "cluster") is not None


def wait_until_gone(data_dir: Path) -> bool:
    deadline = time.monotonic() + PATIENCE_S
    while is_running(data_dir) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not is_running(data_dir)


def wait_until_unkept(data_dir: Path) -> None:
    with FileLock(data_dir / "database" / "keeper.lock") as lock:
        while not lock.try_alone():
            time.sleep(0.01)


def borrower(data_dir: Path, **how) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", BORROW_AND_WAIT, str(data_dir)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **how
    )


async def test_server_answers_inside_the_block_and_is_gone_after_it(tmp_path):
    async with embedded_async(tmp_path, is_durable=False) as address:
        assert await ask(address, "select current_setting('server_version_num')::int / 10000") == 18
    assert not is_running(tmp_path)
    with pytest.raises(OSError, match="No such file"):
        await ask(address, "select 1")


async def test_what_was_written_is_there_at_the_next_start(tmp_path):
    async with embedded_async(tmp_path, is_durable=False) as address:
        await ask(address, "create table kept as select 7 as number")
    async with embedded_async(tmp_path, is_durable=False) as address:
        assert await ask(address, "select number from kept") == 7


async def test_server_is_tuned_for_short_statements_and_listens_on_nothing_but_a_closed_socket(tmp_path):
    async with embedded_async(tmp_path) as address:
        settings = {
            name: await ask(address, f"select current_setting('{name}')")
            for name in (
                "listen_addresses",
                "plan_cache_mode",
                "max_parallel_workers_per_gather",
                "synchronous_commit",
                "fsync",
                "jit",
                "autovacuum_analyze_threshold",
            )
        }
    assert settings == {
        "listen_addresses": "",
        "plan_cache_mode": "force_custom_plan",
        "max_parallel_workers_per_gather": "0",
        "synchronous_commit": "on",
        "fsync": "on",
        "jit": "off",
        "autovacuum_analyze_threshold": "50",
    }
    assert (tmp_path / "database" / "socket").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "database").stat().st_mode & 0o777 == 0o700


async def test_two_who_ask_for_the_same_folder_share_one_server_and_the_last_stops_it(tmp_path):
    async with embedded_async(tmp_path, is_durable=False) as first:
        async with embedded_async(tmp_path, is_durable=False) as second:
            assert second == first
        assert await ask(first, "select 1") == 1
    assert not is_running(tmp_path)


async def test_two_folders_have_servers_of_their_own(tmp_path):
    async with embedded_async(tmp_path / "a", is_durable=False) as first, embedded_async(tmp_path / "b", is_durable=False) as second:
        await ask(first, "create table only_here ()")
        assert await ask(second, "select count(*) from pg_tables where tablename = 'only_here'") == 0


@pytest.mark.parametrize("name", ["blank and, comma: æøå", "long/" + "x" * 120])
async def test_odd_and_long_paths_get_a_short_socket_folder_closed_to_others(tmp_path, name):
    async with embedded_async(tmp_path / name, is_durable=False) as address:
        assert await ask(address, "select 1") == 1
        folder = Path(address.split("host=")[1])
        assert folder.stat().st_mode & 0o777 == 0o700
    assert len(str(folder)) < 60


async def test_server_ends_when_the_program_that_started_it_is_killed(tmp_path):
    program = borrower(tmp_path)
    address = program.stdout.readline().strip()
    await ask(address, "create table written as select 1 as here")
    program.kill()
    program.communicate()
    assert wait_until_gone(tmp_path)
    async with embedded_async(tmp_path, is_durable=False) as address:
        assert await ask(address, "select here from written") == 1


async def test_other_users_keep_their_server_when_the_one_who_started_it_is_killed(tmp_path):
    program = borrower(tmp_path)
    program.stdout.readline()
    async with embedded_async(tmp_path, is_durable=False) as address:
        program.kill()
        program.communicate()
        await asyncio.sleep(0.5)
        assert await ask(address, "select 1") == 1


async def test_killed_server_comes_back_under_those_who_use_it(tmp_path):
    async with embedded_async(tmp_path, is_durable=False) as address:
        await ask(address, "create table written as select 1 as here")
        before = running_postmaster(tmp_path / "database" / "cluster").pid
        os.kill(before, signal.SIGKILL)
        assert await ask_until_answered(address, "select here from written") == 1
        assert running_postmaster(tmp_path / "database" / "cluster").pid != before


async def test_orphan_whose_keeper_was_killed_is_cleared_away_and_loses_nothing(tmp_path):
    program = borrower(tmp_path)
    address = program.stdout.readline().strip()
    await ask(address, "create table written as select 1 as here")
    server = running_postmaster(tmp_path / "database" / "cluster").pid
    keeper = int(Path(f"/proc/{server}/stat").read_text().rsplit(")", 1)[1].split()[1])
    os.kill(keeper, signal.SIGKILL)
    program.kill()
    program.communicate()
    wait_until_unkept(tmp_path)
    assert is_running(tmp_path)
    async with embedded_async(tmp_path, is_durable=False) as address:
        assert await ask(address, "select here from written") == 1
        assert running_postmaster(tmp_path / "database" / "cluster").pid != server
    assert not is_running(tmp_path)


async def test_notes_of_a_dead_server_whose_number_another_process_has_do_not_stop_the_start(tmp_path):
    with embedded(tmp_path, is_durable=False):
        pass
    cluster = tmp_path / "database" / "cluster"
    owner = cluster.stat().st_uid
    with subprocess.Popen(["sleep", "60"], cwd="/", user=owner if os.geteuid() == 0 else None) as other:
        socket = cluster.parent / "socket"
        (cluster / "postmaster.pid").write_text(f"{other.pid}\n{cluster}\n1\n5432\n{socket}\n\n\nready\n")
        (socket / ".s.PGSQL.5432.lock").write_text(f"{other.pid}\n{cluster}\n1\n5432\n{socket}\n")
        async with embedded_async(tmp_path, is_durable=False) as address:
            assert await ask(address, "select 1") == 1
        other.kill()


async def test_half_made_cluster_is_made_again(tmp_path):
    half_made = tmp_path / "database" / "cluster.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    async with embedded_async(tmp_path, is_durable=False) as address:
        assert await ask(address, "select 1") == 1


def test_forgotten_database_is_empty_at_the_next_start_also_right_after_a_kill(tmp_path, monkeypatch):
    monkeypatch.setattr(share, "FORGET_WITHIN_S", PATIENCE_S)
    program = borrower(tmp_path)
    asyncio.run(ask(program.stdout.readline().strip(), "create table written ()"))
    program.kill()
    program.communicate()
    forget(tmp_path)
    with embedded(tmp_path, is_durable=False) as address:
        assert asyncio.run(ask(address, "select count(*) from pg_tables where tablename = 'written'")) == 0


def test_database_in_use_is_not_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr(share, "FORGET_WITHIN_S", 0.2)
    with embedded(tmp_path, is_durable=False) as address:
        with pytest.raises(EmbeddedProblem, match="is in use"):
            forget(tmp_path)
        assert asyncio.run(ask(address, "select 1")) == 1


def test_cluster_that_cannot_start_says_where_to_read_why(tmp_path):
    cluster = tmp_path / "database" / "cluster"
    cluster.mkdir(parents=True, mode=0o700)
    (cluster / "PG_VERSION").write_text("9.6\n")
    with pytest.raises(EmbeddedProblem, match=r"server\.log"), embedded(tmp_path, is_durable=False):
        pass


def test_folder_one_may_not_write_in_is_refused_with_the_way_forward(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EmbeddedProblem, match="Choose another folder with --data"), embedded(tmp_path / "file"):
        pass


def as_ordinary_user(data_dir: Path) -> subprocess.Popen[str]:
    account = pwd.getpwnam(ORDINARY_USER)
    pythons = [Path(sys.executable).resolve(), *Path("/usr/bin").glob("python3.1[1-9]")]
    python = next((found for found in pythons if may_reach(Account(account.pw_uid, account.pw_gid), found)), None)
    if python is None:
        pytest.skip("every Python of this machine is closed to ordinary users")
    return subprocess.Popen(
        [python, "-c", BORROW_AND_WAIT, str(data_dir)],
        user=account.pw_uid,
        group=account.pw_gid,
        extra_groups=[],
        cwd="/",
        env={"PATH": os.defpath, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def let_others_in(folder: Path) -> None:
    """Open pytest's own folders on the way, however many there are: one more when several processes test."""
    way = [folder, *folder.parents]
    for step in way[: next(place for place, step in enumerate(way) if step.name.startswith("pytest-of-")) + 1]:
        step.chmod(0o755)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be two users")
def test_root_and_an_ordinary_user_do_not_get_in_each_others_way(tmp_path):
    let_others_in(tmp_path)
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    shutil.chown(theirs, ORDINARY_USER)
    with embedded(tmp_path / "root's own", is_durable=False):
        pass
    program = as_ordinary_user(theirs)
    assert program.stdout.readline().startswith("postgresql://")
    program.communicate()
    assert "You cannot write in" in as_ordinary_user(tmp_path / "root's own").communicate()[1]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can close a folder to the server's account")
async def test_root_may_keep_the_data_where_only_root_can_enter(tmp_path):
    tmp_path.chmod(0o700)
    async with embedded_async(tmp_path / "closed", is_durable=False) as address:
        assert await ask(address, "select 1") == 1
        server = running_postmaster(tmp_path / "closed" / "database" / "cluster").pid
        assert Path(f"/proc/{server}").stat().st_uid != 0
    assert tmp_path.stat().st_mode & 0o777 == 0o700
