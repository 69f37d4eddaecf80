"""Everybody's telephone and mailbox in the sandbox, to look at: what arrived, newest first."""

from innsyn.sandbox.devices.feature import devices as devices
from innsyn.sandbox.devices.owners import owners as owners
from innsyn.sandbox.devices.owners import registrations as registrations
