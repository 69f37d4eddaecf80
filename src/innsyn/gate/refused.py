"""The gate's no."""

from dataclasses import dataclass

from innsyn.kernel.outcome import Verdict


@dataclass(frozen=True, slots=True)
class Refused:
    """The answer was no, and it is in the log.

    verdict: the text key a page may show, the rule and its source. A page shows the same as for what does not exist,
    unless the reader is inside a visit to this very record and the verdict's key is meant for her."""

    verdict: Verdict
