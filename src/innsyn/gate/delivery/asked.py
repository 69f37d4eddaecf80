"""Answers the conditions of a bundle: which resources a search such as `Practitioner?identifier=system|value` matches now.

Source: FHIR R4 4.0.1, http.html#trules, http.html#ccreate. One identifier is all a condition may be: anything wider could match another
resource tomorrow.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any
from urllib.parse import parse_qsl

import orjson

from innsyn.fhir.code_systems import canonical_system
from innsyn.gate.gate import Gate
from innsyn.gate.remembering import Remembered
from innsyn.gate.visit import Actor
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.record.ids import SHARED_TYPES
