"""Access questions: a patient asks why her record was opened, the privacy officer answers, and goes through what is unusual."""

from innsyn.features.access_questions import desk, pages, review, slots, unusual
from innsyn.web import Feature

FEATURE = Feature(
    package=__name__,
    pages=(
        pages.why,
        pages.ask,
        desk.questions,
        desk.opening,
        review.question,
        review.keep_statement,
        review.answer,
        unusual.unusual,
        unusual.begin,
    ),
    blocks=(slots.WAITING,),
    menu=(slots.QUESTION, slots.QUESTIONS, slots.UNUSUAL_LINE),
    area="log",
)
