"""Makes the next compression dictionary: `python -m innsyn.record.train_dictionary NUMBER`.

Writes `dictionaries/NUMBER.zdict` from made-up resources, the same bytes each time. Then set `packing.NEWEST_DICTIONARY`. Old numbers stay:
what they compressed can be read by nothing else.
"""

import sys
from pathlib import Path

import zstandard

from innsyn.record.training.samples import samples

SIZE_BYTES = 16 * 1024
COUNT = 4_000
SEED = 20_261_122


def trained(number: int) -> bytes:
    """Train a dictionary. number: written into it, and into every frame it compresses, as zstd's own dictionary id."""
    chosen: list[bytes | bytearray | memoryview[int]] = list(samples(SEED + number, COUNT))
    return zstandard.train_dictionary(SIZE_BYTES, chosen, dict_id=number, k=200, d=8, level=3).as_bytes()


def main(arguments: list[str]) -> int:
    """Write the dictionary with the number given, unless it is there already."""
    file = Path(__file__).parent / "dictionaries" / f"{int(arguments[0])}.zdict"
    if file.exists():
        sys.stderr.write(f"{file.name} is in use and is never written again; take the next number\n")
        return 1
    file.write_bytes(trained(int(arguments[0])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
