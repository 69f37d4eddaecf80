"""Notices: a person is told by SMS, e-mail and push that something is waiting, never what. README.md says how to call it."""

from innsyn.web.notices.kinds import Kind as Kind
from innsyn.web.notices.notice import Notice as Notice
from innsyn.web.notices.sender import sender_name as sender_name
from innsyn.web.notices.store import Notices as Notices
from innsyn.web.notices.store import NoticesUnavailable as NoticesUnavailable
