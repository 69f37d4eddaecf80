"""The list of everything the program is made of: a new feature is one line here."""

from innsyn.features.access_log import FEATURE as ACCESS_LOG
from innsyn.features.access_questions import FEATURE as ACCESS_QUESTIONS
from innsyn.features.appointments import FEATURE as APPOINTMENTS
from innsyn.features.calendar import FEATURE as CALENDAR
from innsyn.features.clients import FEATURE as CLIENTS
from innsyn.features.contacts import FEATURE as CONTACTS
from innsyn.features.desk import FEATURE as DESK
from innsyn.features.diagnoses import FEATURE as DIAGNOSES
from innsyn.features.dialogue import FEATURE as DIALOGUE
from innsyn.features.documents import FEATURE as DOCUMENTS
from innsyn.features.enrolment import FEATURE as ENROLMENT
from innsyn.features.front import FEATURE as FRONT
from innsyn.features.inbox import FEATURE as INBOX
from innsyn.features.notice_log import FEATURE as NOTICE_LOG
from innsyn.features.overview import FEATURE as OVERVIEW
from innsyn.features.policies import FEATURE as POLICIES
from innsyn.features.referrals import FEATURE as REFERRALS
from innsyn.features.representation import FEATURE as REPRESENTATION
from innsyn.features.results import FEATURE as RESULTS
from innsyn.features.rules import FEATURE as RULES
from innsyn.features.settings import FEATURE as SETTINGS
from innsyn.features.shields import FEATURE as SHIELDS
from innsyn.features.withholding import FEATURE as WITHHOLDING
from innsyn.web import Feature

FEATURES: tuple[Feature, ...] = (
    FRONT,
    OVERVIEW,
    APPOINTMENTS,
    REFERRALS,
    CALENDAR,
    DOCUMENTS,
    RESULTS,
    DIAGNOSES,
    CONTACTS,
    DIALOGUE,
    NOTICE_LOG,
    ACCESS_LOG,
    ACCESS_QUESTIONS,
    REPRESENTATION,
    ENROLMENT,
    SHIELDS,
    SETTINGS,
    DESK,
    INBOX,
    WITHHOLDING,
    POLICIES,
    RULES,
    CLIENTS,
)
