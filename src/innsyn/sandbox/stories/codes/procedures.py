"""Procedures by the Norwegian procedure code system (NKPK: NCSP, NCMP, NCRP). Source: 7275."""

from innsyn.kernel.systems import NKPK

_PROCEDURES = """
JKA21 Laparoskopisk kolecystektomi
JFB47 Laparoskopisk reseksjon av sigmoideum
UJF32 Koloskopi
UJF35 Koloskopi med biopsi
NFB40 Implantasjon av totalprotese i hofteledd med sement
NFB20 Implantasjon av totalprotese i hofteledd uten sement
NFJ70 Intern fiksasjon av brudd i proksimale femur med skruer
NDJ42 Intern fiksasjon av brudd i mellomhåndsknokkel
CKD05 Intravitreal injeksjon
CJE20 Fakoemulsifikasjon av linse med implantat
JEA01 Laparoskopisk appendektomi
TKE00 Nålebiopsi av prostata
FNG05 Perkutan transluminal koronar angioplastikk med stent
MBC33 Sutur av rift etter fødsel
"""

PROCEDURES = dict(line.split(" ", 1) for line in _PROCEDURES.strip().splitlines())


def procedure(code: str) -> tuple[str, str, str]:
    """Look up a procedure. Returns `(system, code, name)`. Raises KeyError for a code the excerpt lacks."""
    return NKPK, code, PROCEDURES[code]
