"""The address of a running server is noted while it runs, and another server's note is left alone."""

from innsyn.main.address import address_in, noted_address


def test_the_address_is_there_while_it_runs_and_gone_after(tmp_path):
    with noted_address(tmp_path / "data", "http://127.0.0.1:8000"):
        assert address_in(tmp_path / "data") == "http://127.0.0.1:8000"
    assert address_in(tmp_path / "data") is None


def test_the_note_of_another_server_on_the_same_folder_stays(tmp_path):
    with noted_address(tmp_path, "http://127.0.0.1:8000"):
        (tmp_path / "address").write_text("http://127.0.0.1:8001")
    assert address_in(tmp_path) == "http://127.0.0.1:8001"


def test_no_folder_no_address(tmp_path):
    assert address_in(tmp_path / "nowhere") is None
