"""E-mail over SMTP: plain text, one receiver, and the same Message-ID however often it is tried, so that mailboxes can tell.

Source: RFC 5321, RFC 5322, RFC 3834 (Auto-Submitted), RFC 3207 (STARTTLS).
"""

import asyncio
import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from innsyn.edge.notify.carrier import Letter, NotSent, Report, Sent
from innsyn.edge.notify.mail_server import MailServer
from innsyn.kernel.clock import Instant

_PERMANENT = 500


class EmailCarrier:
    """Implements `Carrier`."""

    def __init__(self, server: MailServer, *, name: str, address: str, timeout_s: float = 20.0) -> None:
        """server: takes our letters. name, address: whom they come from. timeout_s: for each answer of the server."""
        self._server, self._name, self._address, self._timeout_s = server, name, address, timeout_s

    async def send(self, letter: Letter, *, now: Instant) -> Sent | NotSent:
        """Send a letter, in a thread: the standard library's SMTP waits."""
        if not isinstance(letter.to, str):
            return NotSent(reason="address", is_final=True)
        try:
            written = self._written(letter, letter.to, now)
        except ValueError:
            return NotSent(reason="address", is_final=True)
        return await asyncio.to_thread(self._deliver, written, letter.to)

    async def report(self, reference: str) -> Report:  # noqa: ARG002 - the protocol's
        """Say nothing: a mail server does not tell."""
        return Report(state="sent")

    def _written(self, letter: Letter, to: str, now: Instant) -> EmailMessage:
        written = EmailMessage()
        written["From"] = formataddr((self._name, self._address))
        written["To"] = to
        written["Subject"] = letter.message.title
        written["Date"] = format_datetime(now)
        written["Message-ID"] = f"<{letter.id}@{self._address.rpartition('@')[2]}>"
        written["Auto-Submitted"] = "auto-generated"
        written.set_content(letter.message.body, cte="quoted-printable")
        written["Content-Language"] = letter.message.language
        return written

    def _deliver(self, written: EmailMessage, to: str) -> Sent | NotSent:
        try:
            self._say(written, to)
        except smtplib.SMTPRecipientsRefused as refusal:
            return NotSent(reason="address", is_final=next(iter(refusal.recipients.values()))[0] >= _PERMANENT)
        except smtplib.SMTPAuthenticationError:
            return NotSent(reason="gateway")
        except smtplib.SMTPResponseException as answer:
            is_final = answer.smtp_code >= _PERMANENT
            return NotSent(reason="refused" if is_final else "gateway", is_final=is_final)
        except (OSError, smtplib.SMTPException):
            return NotSent(reason="gateway")
        return Sent()

    def _say(self, written: EmailMessage, to: str) -> None:
        """Hand over a letter on a line of its own, encrypted and logged in first where the settings say so."""
        server = self._connected()
        try:
            if self._server.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self._server.user:
                server.login(self._server.user, self._server.password)
            server.send_message(written, from_addr=self._address, to_addrs=[to])
        finally:
            _leave(server)

    def _connected(self) -> smtplib.SMTP:
        host, port = self._server.host, self._server.port
        if self._server.security == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=self._timeout_s, context=ssl.create_default_context())
        return smtplib.SMTP(host, port, timeout=self._timeout_s)


def _leave(server: smtplib.SMTP) -> None:
    """Say goodbye; what the server answers to that changes nothing."""
    with suppress(OSError, smtplib.SMTPException):
        server.quit()
    server.close()
