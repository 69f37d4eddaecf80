"""Everybody's mailbox in the sandbox, behind a mail server.

Source: RFC 5321 (SMTP), as much of it as one sender needs.
"""

from innsyn.sandbox.simulators.mailbox.faults import Fault as Fault
from innsyn.sandbox.simulators.mailbox.letters import Letters as Letters
from innsyn.sandbox.simulators.mailbox.letters import ReceivedLetter as ReceivedLetter
from innsyn.sandbox.simulators.mailbox.server import MailServer as MailServer
