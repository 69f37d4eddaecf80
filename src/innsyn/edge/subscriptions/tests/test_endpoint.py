"""Nothing is sent into our own house: not by name, not by number, not by a name that changes its mind."""

import pytest

from innsyn.edge.subscriptions.endpoint import NO_ADDRESS, NOT_OPEN, PUBLIC, Endpoint, Reachable, address_of, networks, read_endpoint
from innsyn.kernel.outcome import Problem

SANDBOX = Reachable(is_http_allowed=True, networks=networks(["127.0.0.0/8", "::1/128"]))


def resolver(*addresses):
    """A resolver that knows one answer."""

    async def resolve(host, port):
        if not addresses:
            raise OSError
        return addresses

    return resolve


@pytest.mark.parametrize(
    ("address", "path", "authority"),
    [
        ("https://journal.example/hook", "/hook", "journal.example"),
        ("https://Journal.example:8443/hook?key=1", "/hook?key=1", "journal.example:8443"),
        ("https://journal.example", "", "journal.example"),
        ("https://8.8.8.8/x", "/x", "8.8.8.8"),
    ],
)
def test_a_public_https_address_is_taken(address, path, authority):
    found = read_endpoint(address, PUBLIC)
    assert (found.path, found.authority) == (path, authority)


@pytest.mark.parametrize(
    "address",
    [
        "http://journal.example/hook", "ftp://journal.example", "file:///etc/passwd", "//journal.example", "journal", "", "https://",
        "https://a:b@journal.example", "https://journal.example/#x", "https://journal.example:99999/", "https://journal.example/a b",
        "https://journal.example/\r\nX: y", "https://127.0.0.1/", "https://[::1]/", "https://10.1.2.3/", "https://169.254.169.254/latest",
        "https://192.168.0.1", "https://[fd00::1]/", "https://[::ffff:127.0.0.1]/", "https://0.0.0.0/", "https://100.64.0.1/",
        "https://224.0.0.1/", "https://blåbær.example/", "https://journal.example/" + "x" * 1000,
    ],
)  # fmt: skip
def test_anything_else_is_refused_and_not_said_again(address):
    found = read_endpoint(address, PUBLIC)
    assert isinstance(found, Problem)
    assert not address or address not in found.text


def test_a_sandbox_reaches_itself_without_tls():
    assert isinstance(read_endpoint("http://127.0.0.1:9000/hook", SANDBOX), Endpoint)
    assert isinstance(read_endpoint("http://10.0.0.1:9000/hook", SANDBOX), Problem)


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        (("93.184.216.34",), "93.184.216.34"),
        (("93.184.216.34", "127.0.0.1"), NOT_OPEN),
        (("10.0.0.5",), NOT_OPEN),
        (("::ffff:10.0.0.5",), NOT_OPEN),
        (("169.254.169.254",), NOT_OPEN),
        (("not an address",), NOT_OPEN),
        ((), NO_ADDRESS),
    ],
    ids=["public", "one inside", "private", "mapped", "metadata", "nonsense", "nowhere"],
)
async def test_a_name_is_looked_up_and_every_address_judged(addresses, expected):
    endpoint = read_endpoint("https://journal.example/hook", PUBLIC)
    assert await address_of(endpoint, PUBLIC, resolver(*addresses)) == expected


def test_what_lies_below_an_endpoint_keeps_its_query():
    assert read_endpoint("https://journal.example/fhir/?key=1", PUBLIC).below("Patient/1") == "/fhir/Patient/1?key=1"
