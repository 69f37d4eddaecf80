"""The professions of Volven 9060, and those of them that never need a patient's record.

Source: Volven 9060 (kategori helsepersonell), complete; MT is withdrawn there and therefore not here.
"""

PROFESSIONS = frozenset(
    {
        *("AA", "AT", "AU", "BI", "ET", "FA1", "FA2", "FB", "FO", "FT", "HE", "HF", "HP", "JO", "KE", "KI", "LE", "NP"),
        *("OA", "OI", "OP", "OR", "OS", "PE", "PM", "PS", "RA", "SP", "TH", "TL", "TP", "TT", "VE", "VP", "XX"),
    }
)

WITHOUT_NEED = frozenset({"XX", "VE", "FB"})
"""No known authorisation, veterinarian, fish health biologist."""
