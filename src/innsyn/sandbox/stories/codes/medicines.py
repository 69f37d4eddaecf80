"""Medicines and vaccines by ATC code, with the names people know them by.

Source: the ATC index. FEST ids are left out: none may be invented, and without one no-basis-Medication cannot be claimed.
"""

_MEDICINES = """
acetylsalicylic_acid N02BA01 Acetylsalisylsyre
albyl_e B01AC06 Acetylsalisylsyre (blodplatehemmende)
alendronate M05BA04 Alendronat
amoxicillin J01CA04 Amoksicillin
apixaban B01AF02 Apiksaban
atorvastatin C10AA05 Atorvastatin
bisoprolol C07AB07 Bisoprolol
budesonide R03BA02 Budesonid, inhalasjon
calcium_d A12AX Kalsium og vitamin D
candesartan C09CA06 Kandesartan
capecitabine L01BC06 Kapecitabin
cetirizine R06AE07 Cetirizin
codeine_paracetamol N02AJ06 Paracetamol og kodein
dalteparin B01AB04 Dalteparin
dapagliflozin A10BK01 Dapagliflozin
desogestrel G03AC09 Desogestrel
donepezil N06DA02 Donepezil
escitalopram N06AB10 Escitalopram
ferrous B03AA07 Jernsulfat
fluticasone_vilanterol_umeclidinium R03AL08 Flutikason, vilanterol og umeklidinium
folic_acid B03BB01 Folsyre
formoterol_budesonide R03AK07 Formoterol og budesonid
furosemide C03CA01 Furosemid
ibuprofen M01AE01 Ibuprofen
insulin_aspart A10AB05 Insulin aspart
insulin_degludec A10AE06 Insulin degludec
insulin_detemir A10AE05 Insulin detemir
lactulose A06AD11 Laktulose
levothyroxine H03AA01 Levotyroksin
losartan C09CA01 Losartan
macrogol A06AD65 Makrogol, kombinasjoner
metformin A10BA02 Metformin
metoprolol C07AB02 Metoprolol
mometasone_nasal R01AD09 Mometason, nesespray
mirtazapine N06AX11 Mirtazapin
nitrofurantoin J01XE01 Nitrofurantoin
oxaliplatin L01XA03 Oksaliplatin
oxycodone N02AA05 Oksykodon
pantoprazole A02BC02 Pantoprazol
paracetamol N02BE01 Paracetamol
penicillin_v J01CE02 Fenoksymetylpenicillin
pivmecillinam J01CA08 Pivmecillinam
prednisolone H02AB06 Prednisolon
ramipril C09AA05 Ramipril
ranibizumab S01LA04 Ranibizumab, injeksjon i øyet
aflibercept S01LA05 Aflibercept, injeksjon i øyet
sacubitril_valsartan C09DX04 Valsartan og sakubitril
salbutamol R03AC02 Salbutamol, inhalasjon
semaglutide A10BJ06 Semaglutid
simvastatin C10AA01 Simvastatin
spironolactone C03DA01 Spironolakton
sumatriptan N02CC01 Sumatriptan
tamsulosin G04CA02 Tamsulosin
tiotropium R03BB04 Tiotropium
tranexamic_acid B02AA02 Traneksamsyre
vitamin_d A11CC05 Kolekalsiferol (vitamin D)
warfarin B01AA03 Warfarin
zopiclone N05CF01 Zopiklon
"""
_VACCINES = """
rota J07BH01 Rotavirus
hexavalent J07CA09 Difteri, stivkrampe, kikhoste, polio, Hib og hepatitt B
pneumococcal_child J07AL02 Pneumokokk, konjugat
mmr J07BD52 Meslinger, kusma og røde hunder
dtp_polio J07CA02 Difteri, stivkrampe, kikhoste og polio
hpv J07BM03 Humant papillomavirus
bcg J07AN01 Tuberkulose
influenza J07BB02 Influensa
covid J07BN01 Koronavirus (mRNA)
pneumococcal_adult J07AL01 Pneumokokk, polysakkarid
pertussis_pregnancy J07AJ52 Kikhoste, difteri og stivkrampe
tick J07BA01 Skogflåttencefalitt
"""


def _table(text: str) -> dict[str, tuple[str, str]]:
    rows = (line.split(" ", 2) for line in text.strip().splitlines())
    return {key: (code, name) for key, code, name in rows}


MEDICINES = _table(_MEDICINES)
VACCINES = _table(_VACCINES)
