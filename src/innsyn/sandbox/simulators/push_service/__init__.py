"""A push service of a browser maker's kind, and a browser that reads what comes, for tests and for the sandbox.

Source: RFC 8030, RFC 8188, RFC 8291, RFC 8292.
"""

from innsyn.sandbox.simulators.push_service.browser import ReceivingBrowser as ReceivingBrowser
from innsyn.sandbox.simulators.push_service.faults import Fault as Fault
from innsyn.sandbox.simulators.push_service.service import PushService as PushService
from innsyn.sandbox.simulators.push_service.service import simulator as simulator
