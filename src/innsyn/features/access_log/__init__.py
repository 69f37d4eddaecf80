"""Access log: who has seen my record, when, from where and why, and the proof that nobody has changed that list."""

from innsyn.features.access_log import pages, proof, slots
from innsyn.web import Feature

FEATURE = Feature(
    package=__name__,
    pages=(pages.log, pages.one, proof.how, proof.file, proof.checker),
    blocks=(slots.BLOCK,),
    menu=(slots.MENU,),
    area="log",
)
