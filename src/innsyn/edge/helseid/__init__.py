"""Login of personnel and tokens for machines, at an OpenID provider of HelseID's kind.

Source: utviklerportal.nhn.no, HelseID; RFC 9126, RFC 9449, RFC 9068, RFC 9396."""

from innsyn.edge.helseid.door import Helseid as Helseid
from innsyn.edge.helseid.door import HelseidSettings as HelseidSettings
from innsyn.edge.helseid.machine import MachineClient as MachineClient
from innsyn.edge.helseid.machine import MachineToken as MachineToken
