"""What messages need besides the record: the way they travel, what may be attached, and what a reader has seen already.

The citizen's pages and the desk both write messages, and may not know each other. Source: docs/adr/0029-dialogue.md."""

from innsyn.web.messaging.answer_times import AnswerTime as AnswerTime
from innsyn.web.messaging.answer_times import AnswerTimes as AnswerTimes
from innsyn.web.messaging.answer_times import Measured as Measured
from innsyn.web.messaging.attachments import Attachment as Attachment
from innsyn.web.messaging.attachments import Mistake as Mistake
from innsyn.web.messaging.attachments import NotTaken as NotTaken
from innsyn.web.messaging.attachments import accepted as accepted
from innsyn.web.messaging.attachments import all_accepted as all_accepted
from innsyn.web.messaging.ports import Carriers as Carriers
from innsyn.web.messaging.ports import Messaging as Messaging
from innsyn.web.messaging.ports import Scanner as Scanner
from innsyn.web.messaging.ports import Seen as Seen
from innsyn.web.messaging.watchers import Watcher as Watcher
from innsyn.web.messaging.watchers import Watchers as Watchers
