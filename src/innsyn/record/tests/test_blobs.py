"""Blobs come back as they were, to their owner only, and tell the store nothing."""

import asyncio

import asyncpg
import pytest
from obstore.store import S3Store

from innsyn.record.blob_keys import BlobDamaged, Sealed, blob_digest
from innsyn.record.blobs import BlobStore, MasterKeyMissing
from innsyn.record.record import BlobPlace, BlobsNotSet, Record
from innsyn.record.tests.samples import entry, logged
from innsyn.record.unavailable import RecordUnavailable

CONTENT = b"%PDF-1.7 epikrise " * 5000
MASTER = b"\x01" * 32


@pytest.fixture
async def kept(database, tmp_path):
    """A record whose blobs lie in a folder of the test's own."""
    opened = await Record.open(database, blobs=BlobPlace(str(tmp_path), MASTER))
    yield opened
    await opened.close()


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_the_same_bytes_come_back_and_that_is_logged(kept):
    owner = kept.new_owner()
    digest = await kept.put_blob(owner, CONTENT)
    assert digest == blob_digest(CONTENT)
    assert await kept.get_blob(owner, digest, entry()) == CONTENT
    assert await logged(kept, owner) == [("read", "done", "Binary", (digest,), ())]


async def test_an_unknown_blob_is_absent_and_logged_so(kept):
    owner = kept.new_owner()
    assert await kept.get_blob(owner, blob_digest(b"nothing"), entry()) is None
    await kept.put_blob(owner, b"")
    assert await kept.get_blob(owner, blob_digest(b"nothing"), entry()) is None
    assert await kept.get_blob(owner, blob_digest(b""), entry()) == b""
    assert [row[1] for row in await logged(kept, owner)] == ["absent", "absent", "done"]


async def test_somebody_else_has_no_use_of_the_digest(kept):
    digest = await kept.put_blob(kept.new_owner(), CONTENT)
    stranger = kept.new_owner()
    await kept.put_blob(stranger, b"own")
    assert await kept.get_blob(stranger, digest, entry()) is None


async def test_the_same_bytes_of_one_owner_are_kept_once_and_of_two_twice(kept, tmp_path):
    one, two = kept.new_owner(), kept.new_owner()
    await asyncio.gather(*[kept.put_blob(one, CONTENT) for _ in range(5)])
    assert len(files(tmp_path)) == 1
    await kept.put_blob(two, CONTENT)
    assert len(files(tmp_path)) == 2


async def test_the_store_sees_neither_content_nor_digest(kept, tmp_path):
    digest = await kept.put_blob(kept.new_owner(), CONTENT)
    (file,) = files(tmp_path)
    assert b"epikrise" not in file.read_bytes()
    assert digest not in str(file)


@pytest.mark.parametrize(
    "damage", [lambda content: content[:-1], lambda content: content[:20] + b"x" + content[21:], lambda _content: b"short"]
)
async def test_a_damaged_blob_is_noticed(kept, tmp_path, damage):
    owner = kept.new_owner()
    digest = await kept.put_blob(owner, CONTENT)
    (file,) = files(tmp_path)
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(BlobDamaged):
        await kept.get_blob(owner, digest, entry())


async def test_a_blob_put_in_anothers_place_is_noticed(kept, tmp_path):
    owner = kept.new_owner()
    first = await kept.put_blob(owner, b"first")
    (file,) = files(tmp_path)
    await kept.put_blob(owner, b"second")
    (other,) = [path for path in files(tmp_path) if path != file]
    file.write_bytes(other.read_bytes())
    with pytest.raises(BlobDamaged):
        await kept.get_blob(owner, first, entry())


async def test_another_master_key_opens_nothing(kept, database, tmp_path):
    owner = kept.new_owner()
    digest = await kept.put_blob(owner, CONTENT)
    other = await Record.open(database, blobs=BlobPlace(str(tmp_path), b"\x02" * 32))
    with pytest.raises(MasterKeyMissing):
        await other.get_blob(owner, digest, entry())
    await other.close()


async def test_a_wrapped_key_moved_to_another_owner_opens_nothing(kept, database):
    one, two = kept.new_owner(), kept.new_owner()
    await kept.put_blob(one, b"one")
    digest = await kept.put_blob(two, b"two")
    connection = await asyncpg.connect(database)
    await connection.execute("update blob_key set wrapped = (select wrapped from blob_key where owner = $1) where owner = $2", one, two)
    await connection.close()
    with pytest.raises(BlobDamaged):
        await kept.get_blob(two, digest, entry())


async def test_a_record_opened_without_a_place_for_blobs_says_so(own_record):
    with pytest.raises(BlobsNotSet):
        await own_record.put_blob(1, b"x")


async def test_a_store_opens_a_folder_or_a_bucket(tmp_path):
    store = BlobStore.at(str(tmp_path / "new" / "folder"))
    await store.put("aa/bb", b"x")
    assert (await store.get("aa/bb"), await store.get("aa/cc"), await store.has("aa/bb"), await store.has("aa/cc")) == (
        b"x",
        None,
        True,
        False,
    )
    assert BlobStore.at("s3://bucket/prefix")._folder is None


async def test_a_store_that_does_not_answer_is_unavailable():
    options = {"aws_endpoint": "http://127.0.0.1:1", "aws_access_key_id": "x", "aws_secret_access_key": "x", "aws_region": "x"}
    store = BlobStore(S3Store("bucket", **options, client_options={"allow_http": True}, retry_config={"max_retries": 0}), None)
    for asked in (store.get("x"), store.has("x"), store.put("x", b"x")):
        with pytest.raises(RecordUnavailable, match="blobs"):
            await asked


def test_a_key_never_shows_itself():
    assert "secret" not in repr(Sealed(1, b"secret" * 5 + b"12"))
    assert "secret" not in repr(BlobPlace("x", b"secret"))
