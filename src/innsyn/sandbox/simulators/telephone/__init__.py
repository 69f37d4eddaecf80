"""Everybody's telephone in the sandbox, behind an SMS gateway of Altinn's kind.

Source: docs.altinn.studio, Notifications, instant SMS and shipment status.
"""

from innsyn.sandbox.simulators.telephone.faults import Fault as Fault
from innsyn.sandbox.simulators.telephone.gateway import simulator as simulator
from innsyn.sandbox.simulators.telephone.messages import Messages as Messages
from innsyn.sandbox.simulators.telephone.messages import ReceivedSms as ReceivedSms
