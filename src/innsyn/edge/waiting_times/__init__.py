"""What is published of expected waiting times, for each hospital and treatment, in the manner of Velg behandlingssted.

Source: what its public pages show: treatment, place, weeks for outpatients, day and stay, when it was told; docs/spec/referrals.md#REF-6.
"""

from innsyn.edge.waiting_times.published import PublishedWaitingTimes as PublishedWaitingTimes
