"""What our settings may name as a mail server."""

import pytest

from innsyn.edge.notify.mail_server import MailServer, mail_server


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtps://mail.example.no", MailServer(host="mail.example.no", port=465, security="tls")),
        ("smtp://mail.example.no", MailServer(host="mail.example.no", port=587, security="starttls")),
        ("smtp+plain://127.0.0.1:1025", MailServer(host="127.0.0.1", port=1025, security="none")),
        (
            "smtp://innsyn:p%40ss@mail.example.no:2587/",
            MailServer(host="mail.example.no", port=2587, security="starttls", user="innsyn", password="p@ss"),
        ),
    ],
)
def test_a_mail_server_is_read(address, server):
    assert mail_server(address) == server


@pytest.mark.parametrize(
    "address", ["", "mail.example.no", "http://mail.example.no", "smtp://", "smtps://mail:99999", "smtps://mail/inbox"]
)
def test_what_is_no_mail_server_is_none(address):
    assert mail_server(address) is None


def test_its_password_is_not_printed():
    assert "secret" not in repr(mail_server("smtps://innsyn:secret@mail.example.no"))
