"""Diagnoses: ICD-10 as hospitals write them, ICPC-2 as general practitioners do.

Source: the Norwegian editions of ICD-10 (7110) and ICPC-2 (7170); names shortened here and there.
"""

from innsyn.kernel.systems import ICD_10, ICPC_2

_ICD_10 = """
C18.7 Ondartet svulst i colon sigmoideum
C61 Ondartet svulst i prostata
D12.6 Godartet svulst i tykktarm
D50.0 Jernmangelanemi sekundært til blodtap
D50.9 Uspesifisert jernmangelanemi
E10.1 Diabetes mellitus type 1 med ketoacidose
E10.9 Diabetes mellitus type 1 uten komplikasjoner
E11.9 Diabetes mellitus type 2 uten komplikasjoner
F00.1 Demens ved Alzheimers sykdom med sen debut
F32.1 Moderat depressiv episode
F33.4 Tilbakevendende depressiv lidelse, i remisjon
F41.1 Generalisert angstlidelse
F43.1 Posttraumatisk stresslidelse
G30.1 Alzheimers sykdom med sen debut
G43.9 Uspesifisert migrene
G81.9 Uspesifisert hemiplegi
H25.1 Senil kjernekatarakt
H35.3 Degenerasjon av macula og bakre pol
I10 Essensiell (primær) hypertensjon
I21.4 Akutt subendokardialt hjerteinfarkt
I25.5 Iskemisk kardiomyopati
I42.2 Annen hypertrofisk kardiomyopati
I48.0 Paroksysmal atrieflimmer
I48.2 Kronisk atrieflimmer
I50.1 Venstresidig hjertesvikt
I50.9 Uspesifisert hjertesvikt
I63.4 Hjerneinfarkt forårsaket av emboli i hjernearterier
J18.9 Uspesifisert pneumoni
J44.1 Uspesifisert kronisk obstruktiv lungesykdom med akutt forverring
J44.9 Uspesifisert kronisk obstruktiv lungesykdom
J45.0 Hovedsakelig allergisk astma
J45.9 Uspesifisert astma
J96.0 Akutt respirasjonssvikt
K35.8 Annen og uspesifisert akutt appendisitt
K40.9 Ensidig eller uspesifisert lyskebrokk
K80.0 Gallestein i galleblære med akutt kolecystitt
K80.2 Gallestein i galleblære uten kolecystitt
L40.0 Psoriasis vulgaris
M16.1 Annen primær koksartrose
M17.1 Annen primær gonartrose
M48.0 Spinal stenose
N39.0 Urinveisinfeksjon med uspesifisert lokalisasjon
N20.1 Stein i urinleder
O24.4 Diabetes mellitus oppstått under svangerskapet
O70.1 Perinealrift av andre grad under fødsel
O80 Spontan fødsel ved enkeltfødsel
P59.9 Uspesifisert gulsott hos nyfødt
R47.0 Dysfasi og afasi
R93.8 Unormale funn ved bildediagnostikk av andre spesifiserte kroppsdeler
S06.0 Hjernerystelse
S52.5 Brudd i distale ende av radius
S62.3 Brudd i annen mellomhåndsknokkel
S72.0 Lårhalsbrudd
S82.6 Brudd i ytre malleol
T78.2 Anafylaktisk sjokk, uspesifisert
Z03.1 Observasjon ved mistanke om ondartet svulst
Z38.0 Enkeltbarn født i sykehus
Z82.4 Opplysning om iskemisk hjertesykdom og andre sirkulasjonssykdommer i familien
Z96.6 Tilstedeværelse av ortopediske leddimplantater
"""
_ICPC_2 = """
A03 Feber
A04 Slapphet/tretthet
A29 Generelle symptomer/plager IKA
A77 Virussykdom IKA
A80 Skade IKA
A88 Skadeeffekt fysisk faktor
A92 Allergi/allergisk reaksjon IKA
A97 Administrativ kontakt/ingen sykdom
A98 Forebyggende/helseopplysning
B80 Jernmangelanemi
B81 Anemi vitamin B12/folat
D01 Generaliserte magesmerter
D12 Forstoppelse
D73 Gastroenteritt antatt infeksiøs
D75 Ondartet svulst tykktarm/endetarm
D84 Spiserørsykdom
D87 Magesekkfunksjonsforstyrrelse
D98 Cholecystitt/cholelithiasis
F70 Smittsom konjunktivitt
F84 Maculadegenerasjon
F92 Katarakt
H71 Akutt mellomørebetennelse
H81 Ørevoks
H84 Presbyacusis
K75 Akutt hjerteinfarkt
K77 Hjertesvikt
K78 Atrieflimmer/flutter
K86 Hypertensjon ukomplisert
K90 Hjerneslag
L03 Korsrygg symptom/plage
L08 Skulder symptom/plage
L15 Kne symptom/plage
L72 Brudd underarm
L74 Brudd hånd/fotknokkel
L77 Forstuvning ankel
L83 Nakkesyndrom
L86 Ryggsyndrom med smerteutstråling
L89 Hofteartrose
L90 Kneartrose
L92 Skuldersyndrom
L95 Osteoporose
N01 Hodepine
N79 Hjernerystelse
N89 Migrene
P01 Følelse angst/nervøs/anspent
P02 Psykisk ubalanse situasjonsbetinget
P06 Søvnforstyrrelse
P70 Demens
P74 Angstlidelse
P76 Depressiv lidelse
R05 Hoste
R74 Akutt øvre luftveisinfeksjon
R75 Bihulebetennelse
R76 Akutt tonsillitt
R78 Akutt bronkitt/bronkiolitt
R80 Influensa
R81 Lungebetennelse
R95 Kronisk obstruktiv lungesykdom
R96 Astma
R97 Allergisk rhinitt
S18 Hudskade/kutt
S74 Dermatofytose
S87 Atopisk eksem
S88 Kontakteksem
S91 Psoriasis
T82 Fedme
T86 Hypotyreose/myksødem
T89 Diabetes type 1
T90 Diabetes type 2
T91 Vitamin-/ernæringsmangel
T92 Urinsyregikt
T93 Lipidforstyrrelse
U71 Cystitt/urinveisinfeksjon
W11 Svangerskapsprevensjon oral
W14 Svangerskapsprevensjon annen
W78 Svangerskap
W85 Svangerskapsdiabetes
W90 Ukomplisert fødsel levendefødt
X11 Symptom/plage overgangsalder
Y77 Ondartet svulst prostata
Y85 Prostatahyperplasi
Z05 Problem med arbeidsforhold
Z12 Problem i parforhold
"""


def _table(text: str) -> dict[str, str]:
    return dict(line.split(" ", 1) for line in text.strip().splitlines())


ICD_10_NAMES = _table(_ICD_10)
ICPC_2_NAMES = _table(_ICPC_2)


def diagnosis(code: str) -> tuple[str, str, str]:
    """Look up a diagnosis.

    code: an ICD-10 or ICPC-2 code of this excerpt; the two never share one here. Returns `(system, code, name)`.
    Raises KeyError for a code the excerpt lacks."""
    if code in ICPC_2_NAMES:
        return ICPC_2, code, ICPC_2_NAMES[code]
    return ICD_10, code, ICD_10_NAMES[code]
