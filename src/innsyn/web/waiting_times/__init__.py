"""Expected waiting times: how long it may take at a hospital before a treatment begins, as it is published for everybody.

Only a hospital and a treatment are asked about, never a person. Source: docs/spec/referrals.md#REF-6."""

from innsyn.web.waiting_times.expected import Answer as Answer
from innsyn.web.waiting_times.expected import Expected as Expected
from innsyn.web.waiting_times.expected import TimesSilent as TimesSilent
from innsyn.web.waiting_times.expected import WaitingTimes as WaitingTimes
