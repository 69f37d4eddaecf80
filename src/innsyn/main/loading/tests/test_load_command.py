"""`./innsyn load` as somebody types it: what is in, what is refused and why, twice, stopped, killed, and beside a running server."""

import asyncio
import json
import os
import signal
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import httpx
import pytest

from innsyn.gate.delivery.tests.samples import a_full_url, an_id, observation, post, someone
from innsyn.main.loading.tests.commands import Shell, answer_of
from innsyn.main.serving import free_port

TRUST = "974749025"
SYNTHEA = Path(os.environ.get("INNSYN_SHARED_DATA", Path(__file__).resolve().parents[6] / "shared" / "data")) / "synthea"


@pytest.fixture
def shell(database, tmp_path):
    return Shell(database, tmp_path / "data")


@pytest.fixture
def sandbox(database, tmp_path):
    return Shell(database, tmp_path / "data", INNSYN_SANDBOX="on")


def bundle(*entries, kind="transaction"):
    return json.dumps({"resourceType": "Bundle", "type": kind, "entry": entries})


def write(folder, **texts):
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name.replace("__", ".")).write_text(text)
    return folder


def a_person(**more):
    kari = a_full_url()
    named = someone(name=[{"given": ["Ruth"], "family": "Prøve"}], **more)
    note = {
        "resourceType": "DocumentReference",
        "status": "current",
        "docStatus": "final",
        "subject": {"reference": kari},
        "date": "2026-11-01T10:00:00Z",
        "type": {"coding": [{"system": "http://loinc.org", "code": "34133-9"}], "text": "Notat fra langt borte"},
        "content": [{"attachment": {"contentType": "text/plain", "data": "SGVpIGZyYSBsYW5ndCBib3J0ZQ=="}}],
    }
    return bundle(post(named, kari), post(note, a_full_url()), post(observation(kari), a_full_url()))


def many_lines(people, each):
    """An NDJSON file of so many people with so many observations each, the people last."""
    ids = [an_id() for _ in range(people)]
    lines = [json.dumps(observation(f"Patient/{id_}", id=an_id(), valueInteger=number)) for number in range(each) for id_ in ids]
    return "\n".join([*lines, *(json.dumps(someone(id=id_)) for id_ in ids)])


async def fetch(database, statement):
    connection = await asyncpg.connect(database)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def versions(database):
    return await fetch(database, "select (select count(*) from version) + (select count(*) from shared_version)")


async def test_a_folder_comes_in_once_however_often_it_is_loaded(sandbox, database, tmp_path):
    folder = write(tmp_path / "files", a__json=a_person(), b__json=a_person())
    first = await sandbox.run("load", folder, "--give-numbers", "--json")
    assert first.code == 0, first.err
    report = json.loads(first.out)
    assert (report["resources"], report["files"]) == ({"new": 6, "unchanged": 0, "refused": 0}, 2)
    assert all(person["number"] for person in report["people"])
    before = await versions(database)
    assert before == 6
    second = json.loads((await sandbox.run("load", folder, "--give-numbers", "--json")).out)
    assert (second["known_units"], second["units"]) == (2, 0)
    (sandbox.data / "loads.jsonl").unlink()
    third = json.loads((await sandbox.run("load", folder, "--json")).out)
    assert third["resources"] == {"new": 0, "unchanged": 6, "refused": 0}
    assert {person["number"] for person in third["people"]} == {person["number"] for person in report["people"]}
    assert await versions(database) == before


async def test_what_is_refused_is_told_with_its_place_and_the_exit_code_is_one(shell, tmp_path):
    unknown = bundle(post(observation("Patient/hemmelig-nobody")))
    broken = bundle(post({"resourceType": "Patient", "birthDate": "hemmelig"}))
    folder = write(tmp_path / "files", a__json=a_person(), b__json=unknown, c__json=broken, d__json="{", e__json__gz="not packed")
    answer = await shell.run("load", folder, "--organisation", TRUST)
    assert answer.code == 1
    assert "refused 1: the patient this is about is not in the record (not-found)\n    b.json entry 0" in answer.out
    assert "c.json entry 0 Patient.birthDate" in answer.out
    assert "the file cannot be read or unpacked (structure)\n    e.json.gz" in answer.out
    assert "d.json" in answer.out
    assert "hemmelig" not in answer.out + answer.err
    assert "Ruth" not in answer.out + answer.err + (shell.data / "loads.jsonl").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "say who delivers, with --organisation"),
        (("--organisation", "123456789"), "nine digits whose check digit holds"),
        (("--organisation", TRUST, "--give-numbers"), "numbers are given in a sandbox only"),
    ],
)
async def test_a_load_that_cannot_begin_says_why(shell, tmp_path, words, said):
    answer = await shell.run("load", write(tmp_path / "files", a__json=a_person()), *words)
    assert answer.code in (1, 2)
    assert said in answer.err
    assert "Traceback" not in answer.err


async def test_a_folder_without_any_such_file_is_said(shell, tmp_path):
    answer = await shell.run("load", write(tmp_path / "files", a__txt="x"), "--organisation", TRUST)
    assert (answer.code, "there are no .json or .ndjson files" in answer.err) == (1, True)


async def test_a_database_that_does_not_answer_is_said_without_a_trace(tmp_path):
    shell = Shell("postgresql://nobody@127.0.0.1:1/none", tmp_path / "data")
    answer = await shell.run("load", write(tmp_path / "files", a__json=a_person()), "--organisation", TRUST)
    assert answer.code == 1
    assert "the database does not answer" in answer.err
    assert "Traceback" not in answer.err


async def begun(process, database, least):
    """Wait until so many versions are in; a load that has ended by itself is not waited for."""
    for _ in range(12_000):
        if await fetch(database, "select count(*) from version") >= least:
            return
        assert process.returncode is None, (await answer_of(process)).err
        await asyncio.sleep(0.01)
    raise TimeoutError


LOCK = 771_001
HOLD = f"""
create function held() returns trigger language plpgsql as $$ begin
  if (select count(*) from version) >= {{most}} then perform pg_advisory_xact_lock_shared({LOCK}); end if;
  return null;
end $$;
create trigger held after insert on version for each statement execute function held();
select pg_advisory_lock({LOCK});
"""


@asynccontextmanager
async def held(database, most):
    """Let a load come so far and not to its end while the block lasts, however fast it is."""
    connection = await asyncpg.connect(database)
    await connection.execute(HOLD.format(most=most))
    try:
        yield
    finally:
        await connection.close()


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
async def test_a_load_that_is_stopped_or_killed_goes_on_where_it_was(shell, database, tmp_path, blow):
    people, each = 20, 400
    file = tmp_path / "many.ndjson"
    file.write_text("\n".join(reversed(many_lines(people, each).split("\n"))))
    words = ("load", file, "--organisation", TRUST, "--json")
    async with held(database, 4_000):
        process = await shell.begin(*words)
        await begun(process, database, 2_500)
        process.send_signal(blow)
    answer = await answer_of(process)
    assert answer.code == (-signal.SIGKILL if blow == signal.SIGKILL else 130)
    if blow != signal.SIGKILL:
        assert json.loads(answer.out)["stopped"] is True
    report = json.loads((await shell.run(*words)).out)
    assert report["known_units"] > 0
    assert report["resources"]["refused"] == 0
    assert await versions(database) == people * (each + 1)
    assert await fetch(database, "select count(*) from version where version > 1") == 0


async def test_the_processes_of_a_killed_load_end_too(shell, database, tmp_path):
    file = tmp_path / "many.ndjson"
    file.write_text(many_lines(5, 400))
    async with held(database, 1_000):
        process = await shell.begin("load", file, "--organisation", TRUST, "--processes", "2")
        await begun(process, database, 1)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        if not children.exists():
            process.kill()
            pytest.skip("this system does not list a process's children")
        await until(lambda: len(children.read_text().split()) == 2)
        numbers = children.read_text().split()
        process.kill()
    await answer_of(process)
    await until(lambda: not any(is_there(number) for number in numbers))


async def until(is_so):
    """Wait until something is so."""
    async with asyncio.timeout(60):
        while not is_so():  # noqa: ASYNC110 - processes tell nobody that they end
            await asyncio.sleep(0.02)


def is_there(number):
    """Say whether a process is still at work."""
    try:
        return ") Z " not in Path(f"/proc/{number}/stat").read_text()
    except OSError:
        return False


async def test_a_ledger_of_another_record_is_not_believed(shell, database, tmp_path):
    folder = write(tmp_path / "files", a__json=a_person())
    await shell.run("load", folder, "--organisation", TRUST)
    ledger = shell.data / "loads.jsonl"
    line = json.loads(ledger.read_text())
    ledger.write_text(json.dumps(line | {"witness": "Patient/somebody-elsewhere"}) + "\n")
    report = json.loads((await shell.run("load", folder, "--organisation", TRUST, "--json")).out)
    assert (report["known_units"], report["resources"]["unchanged"]) == (0, 3)


@pytest.fixture
async def server(sandbox):
    """A running server with the sandbox on, over an empty record."""
    port = free_port(None, 9400)
    process = await sandbox.begin("serve", "--port", port)
    try:
        ready = await asyncio.wait_for(process.stdout.readline(), 120)
        assert ready.decode().strip() == f"ready http://127.0.0.1:{port}"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        await answer_of(process)


async def test_whoever_is_loaded_while_the_server_runs_logs_in_and_reads_it_all(sandbox, server, tmp_path):
    report = json.loads((await sandbox.run("load", write(tmp_path / "files", a__json=a_person()), "--give-numbers", "--json")).out)
    (ruth,) = report["people"]
    entered = await sandbox.run("token", "citizen", ruth["key"])
    assert entered.code == 0, entered.err
    name, _, value = entered.out.strip().partition(": ")
    assert name == "Cookie"
    async with httpx.AsyncClient(base_url=server, headers={"Cookie": value}, trust_env=False) as browser:
        assert "Notat fra langt borte" in (await browser.get("/documents")).text
    listed = json.loads((await sandbox.run("cast", "--json")).out)
    assert listed[-1]["key"] == ruth["key"]
    machine = json.loads((await sandbox.run("token", "machine", "--scope", "innsyn:fhir/read", "--json")).out)
    assert (machine["token_type"], machine["scope"], "d" in machine["dpop_key"]) == ("DPoP", "innsyn:fhir/read", True)
    for words, said in (
        (("citizen", "nobody"), "has the key nobody"),
        (("staff", ruth["key"]), "through the other door"),
        (("citizen", "kari"), "did not succeed"),
        (("machine", "--scope", "innsyn:fhir/everything"), "no token was given"),
    ):
        refused = await sandbox.run("token", *words)
        assert (refused.code, said in refused.err) == (1, True), refused.err
    staff = json.loads((await sandbox.run("token", "staff", "lien", "--json")).out)
    assert staff["landed"].startswith(f"{server}/desk")


async def test_without_a_server_there_is_no_token(sandbox):
    answer = await sandbox.run("token", "citizen", "kari")
    assert (answer.code, "no demo runs on" in answer.err) == (1, True)
    answer = await sandbox.run("token", "machine", "--base", f"http://127.0.0.1:{free_port(None, 9420)}")
    assert (answer.code, "no token was given" in answer.err) == (1, True)


@pytest.mark.slow
async def test_synthea_loads_whole(sandbox, database):
    files = sorted(SYNTHEA.glob("*.json.bz2"))[:4]
    if not files:
        pytest.skip("Synthea data is not at hand: set INNSYN_SHARED_DATA to the folder that holds synthea/")
    report = json.loads((await sandbox.run("load", *reversed(files), "--json")).out)
    assert report["refusals"] == []
    assert report["resources"]["new"] == await versions(database)
