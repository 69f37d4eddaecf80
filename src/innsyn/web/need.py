"""What a page asks of the one who opens it. Every route states one of these; there is no default."""

from enum import StrEnum


class Need(StrEnum):
    """Who may come in.

    OPEN: anyone, logged in or not. CITIZEN: a citizen in a visit to a record. STAFF: personnel, no patient chosen.
    STAFF_VISIT: personnel inside a visit to one patient's record, named in the address."""

    OPEN = "open"
    CITIZEN = "citizen"
    STAFF = "staff"
    STAFF_VISIT = "staff_visit"
