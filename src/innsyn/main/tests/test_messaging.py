"""The virus scanner that the settings name."""

import pytest

from innsyn.edge.virus_scanner import Clamd
from innsyn.main.messaging import scanner
from innsyn.main.settings import SettingProblem
from innsyn.web.messaging.scanning import SignatureScanner


def test_a_named_scanner_is_asked():
    assert isinstance(scanner("tcp://127.0.0.1:3310"), Clamd)


def test_without_one_the_test_file_is_still_refused():
    assert isinstance(scanner(""), SignatureScanner)


@pytest.mark.parametrize("address", ["clamd:3310", "http://clamd:3310", "tcp://clamd", "tcp://:3310", "tcp://clamd:port"])
def test_an_address_that_cannot_be_read_stops_the_start_and_says_what_it_takes(address):
    with pytest.raises(SettingProblem, match="INNSYN_VIRUS_SCANNER takes tcp://host:port"):
        scanner(address)
