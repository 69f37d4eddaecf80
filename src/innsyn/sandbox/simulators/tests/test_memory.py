"""What a simulated provider remembers, and forgets."""

from datetime import UTC, datetime, timedelta

from innsyn.sandbox.simulators.openid.memory import Shelf
from innsyn.sandbox.simulators.openid.signing_keys import keys_in

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def test_thing_is_there_until_its_time_is_up():
    shelf = Shelf(lifetime_s=60)
    shelf.put("key", "thing", now=NOW)

    assert shelf.get("key", now=NOW + timedelta(seconds=59)) == "thing"
    assert shelf.get("key", now=NOW + timedelta(seconds=60)) is None


def test_second_taker_finds_nothing():
    shelf = Shelf(lifetime_s=60)
    shelf.put("key", "thing", now=NOW)

    assert shelf.take("key", now=NOW) == "thing"
    assert shelf.take("key", now=NOW) is None


def test_shelf_never_holds_too_much():
    shelf = Shelf(lifetime_s=60, most=2)
    for key in "abc":
        shelf.put(key, key, now=NOW)

    assert [key for key, _ in shelf.all(now=NOW)] == ["b", "c"]


def test_signing_key_survives_a_restart(tmp_path):
    first, again = keys_in(tmp_path / "a"), keys_in(tmp_path / "a")
    other = keys_in(tmp_path / "b")

    assert first.published() == again.published()
    assert first.pairwise_secret() == again.pairwise_secret()
    assert first.pairwise_secret() != other.pairwise_secret()
