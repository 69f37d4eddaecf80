"""What an e-consultation costs: dated amounts, when they hold, and who does not pay."""

from innsyn.features.dialogue.tariffs.table import TARIFFS as TARIFFS
from innsyn.features.dialogue.tariffs.table import Amounts as Amounts
from innsyn.features.dialogue.tariffs.table import Hours as Hours
from innsyn.features.dialogue.tariffs.table import Tariff as Tariff
from innsyn.features.dialogue.tariffs.when import hours as hours
from innsyn.features.dialogue.tariffs.when import is_exempt as is_exempt
from innsyn.features.dialogue.tariffs.when import known_last as known_last
from innsyn.features.dialogue.tariffs.when import tariff as tariff
from innsyn.features.dialogue.tariffs.when import told as told
