"""The thin web layer: all a feature needs to have pages, and nothing of the framework beneath.

Read README.md here for a whole slice as an example.
"""

from innsyn.web.answers import ABSENT, Absent, Answer, Download, Draft, Framed, Redirect, View
from innsyn.web.calls import CitizenCall, OpenCall, StaffCall, VisitCall
from innsyn.web.feature import Feature, Limit, action, page
from innsyn.web.fields import Fields, Upload
from innsyn.web.forms import Choice, Form
from innsyn.web.language import Language
from innsyn.web.need import Need
from innsyn.web.notices import Kind as NoticeKind
from innsyn.web.notices import Notice, sender_name
from innsyn.web.preferences import Preference
from innsyn.web.slots import Banner, Block, DeskBlock, Extract, FilledBlock, FrontBlock, MenuItem, StaffBlock
from innsyn.web.texts import LOCALES, Texts

__all__ = [
    "ABSENT",
    "LOCALES",
    "Absent",
    "Answer",
    "Banner",
    "Block",
    "Choice",
    "CitizenCall",
    "DeskBlock",
    "Download",
    "Draft",
    "Extract",
    "Feature",
    "Fields",
    "FilledBlock",
    "Form",
    "Framed",
    "FrontBlock",
    "Language",
    "Limit",
    "MenuItem",
    "Need",
    "Notice",
    "NoticeKind",
    "OpenCall",
    "Preference",
    "Redirect",
    "StaffBlock",
    "StaffCall",
    "Texts",
    "Upload",
    "View",
    "VisitCall",
    "action",
    "page",
    "sender_name",
]
