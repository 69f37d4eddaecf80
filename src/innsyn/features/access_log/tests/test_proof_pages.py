"""A line is proved with a file and a small program, both from the page, and the program needs nothing of ours."""

import asyncio
import json
import subprocess
import sys
from uuid import uuid4

import pytest

from innsyn.features import access_log
from innsyn.features.access_log.tests.test_log_page import visited_by


async def proof_of_first_line(kari):
    page = await kari.get("/access-log")
    address = next(link for link in page.tree.xpath("//main//a/@href") if "/proof/" in link)
    return address, await kari.client.get(address)


async def check(kari, proof, folder):
    """Run the program from the page on a proof, in an empty folder, without our packages."""
    (folder / "check_proof.py").write_bytes((await kari.client.get("/check-proof")).content)
    (folder / "proof.json").write_bytes(proof)
    words = [sys.executable, "-I", "-S", "check_proof.py", "proof.json"]
    environment = {"PYTHONIOENCODING": "utf-8"}
    return await asyncio.to_thread(subprocess.run, words, cwd=folder, capture_output=True, text=True, check=False, env=environment)


async def test_the_proof_of_a_line_holds_on_ones_own_machine(kari, seal, tmp_path):
    await visited_by(kari, "Nina Sykepleier")
    await seal()
    _, answer = await proof_of_first_line(kari)
    assert answer.headers["content-disposition"].startswith("attachment")
    done = await check(kari, answer.content, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "THE PROOF HOLDS" in done.stdout
    assert "Nina Sykepleier" in done.stdout


async def test_a_changed_proof_does_not_hold(kari, seal, tmp_path):
    await visited_by(kari, "Nina Sykepleier")
    await seal()
    _, answer = await proof_of_first_line(kari)
    changed = json.loads(answer.content)
    changed["entries"][0]["entry"]["at"] = "2026-11-22T10:59:59.000000Z"
    done = await check(kari, json.dumps(changed).encode(), tmp_path)
    assert done.returncode == 1
    assert "DOES NOT HOLD" in done.stdout


async def test_another_persons_line_is_as_absent_as_none_at_all(kari, world, seal):
    ola = await world.citizen("ola", access_log.FEATURE)
    await visited_by(ola, "Nina Sykepleier")
    await seal()
    address, own = await proof_of_first_line(ola)
    assert own.status_code == 200
    hers = await kari.client.get(address)
    none = await kari.client.get(f"/access-log/proof/{uuid4()}")
    assert (hers.status_code, none.status_code) == (404, 404)
    assert "Nina" not in hers.text


@pytest.mark.parametrize("place", ["x", "1", "%00", "..%2f..", "0" * 400])
async def test_what_is_no_line_is_absent(kari, place):
    assert (await kari.client.get(f"/access-log/proof/{place}")).status_code == 404


async def test_how_to_check_is_explained_with_the_program_at_hand(kari, world):
    assert "/check-proof" in (await kari.get("/access-log/proof")).links.values()
    stranger = world.stranger(access_log.FEATURE)
    assert (await stranger.client.get("/check-proof")).status_code == 200
    assert (await stranger.client.get("/access-log/proof")).status_code == 303
