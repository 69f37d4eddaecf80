"""Those who work in the health service, one row each: key, given name, family name, sex, age, category (Volven 9060), posts.

A post is `organisation: title`. Category `-` is someone without authorisation, who has no HPR number.
"""

ROWS = """
lien       | Sigrid    | Lien       | F | 47 | LE  | trollkatten: Fastlege; lauvasen-legevakt: Legevaktslege
sveen      | Tobias    | Sveen      | M | 39 | LE  | trollkatten: Fastlege
tran       | Linh      | Tran       | F | 35 | LE  | trollkatten: Fastlege
lund       | Marianne  | Lund       | F | 52 | HE  | trollkatten: Helsesekretær; trollkatten: Personvernombud
holte      | Ragnhild  | Holte      | F | 55 | LE  | blaaklokka: Fastlege
malik      | Imran     | Malik      | M | 41 | LE  | blaaklokka: Fastlege; lauvasen-legevakt: Legevaktslege
sandvik    | Tonje     | Sandvik    | F | 31 | HE  | blaaklokka: Helsesekretær; blaaklokka: Personvernombud
fossum     | Harald    | Fossum     | M | 61 | LE  | storvika-legesenter: Fastlege; storvika-legevakt: Legevaktslege
bakke      | Eline     | Bakke      | F | 37 | LE  | storvika-legesenter: Fastlege
rud        | Kristine  | Rud        | F | 44 | HE  | storvika-legesenter: Helsesekretær; storvika-legesenter: Personvernombud
nygard     | Magnus    | Nygård     | M | 50 | LE  | granbar: Fastlege; granskogen-legevakt: Legevaktslege
wojcik     | Ewa       | Wójcik     | F | 43 | LE  | granbar: Fastlege
bjerke     | Linda     | Bjerke     | F | 48 | HE  | granbar: Helsesekretær; granbar: Personvernombud
brekke     | Jorunn    | Brekke     | F | 53 | LE  | fjordlyset: Fastlege; fjordabygda-legevakt: Legevaktslege
kvamme     | Sindre    | Kvamme     | M | 36 | LE  | fjordlyset: Fastlege
nesse      | Torbjørn  | Nesse      | M | 58 | LE  | kveldsol: Fastlege; kveldsol: Personvernombod
tangen     | Guro      | Tangen     | F | 40 | HE  | fjordlyset: Helsesekretær; kveldsol: Helsesekretær; fjordlyset: Personvernombod
gaup       | Máret     | Gaup       | F | 45 | LE  | reinrosa: Fastlege; viddemark-legevakt: Legevaktslege
strom      | Pål       | Strøm      | M | 38 | LE  | reinrosa: Fastlege
hagen      | Inga      | Hagen      | F | 57 | HE  | reinrosa: Helsesekretær; reinrosa: Personvernombud
berg       | Jonas     | Berg       | M | 33 | SP  | solvskogen-sykehus-kirurgi: Sykepleier
fjeld      | Astrid    | Fjeld      | F | 49 | LE  | solvskogen-sykehus-kirurgi: Overlege i gastrokirurgi
hoel       | Kristian  | Hoel       | M | 32 | LE  | solvskogen-sykehus-kirurgi: Lege i spesialisering
krogh      | Andreas   | Krogh      | M | 51 | LE  | solvskogen-sykehus-ortopedi: Overlege i ortopedi
sather     | Maren     | Sæther     | F | 34 | SP  | solvskogen-sykehus-ortopedi: Sykepleier
dahl       | Vilde     | Dahl       | F | 30 | FT  | solvskogen-sykehus-ortopedi: Fysioterapeut
aas        | Ellen     | Aas        | F | 46 | JO  | solvskogen-sykehus-foede: Jordmor
winther    | Cecilie   | Winther    | F | 44 | LE  | solvskogen-sykehus-foede: Overlege i fødselshjelp
nilsen     | Knut      | Nilsen     | M | 48 | LE  | solvskogen-sykehus-barn: Overlege i barnesykdommer
evensen    | Mari      | Evensen    | F | 36 | SP  | solvskogen-sykehus-barn: Diabetessykepleier
ottesen    | Line      | Ottesen    | F | 41 | KE  | solvskogen-sykehus-barn: Klinisk ernæringsfysiolog
moen       | Silje     | Moen       | F | 29 | SP  | solvskogen-sykehus-medisin: Sykepleier
ruud       | Geir      | Ruud       | M | 56 | LE  | solvskogen-sykehus-medisin: Overlege i indremedisin
aune       | Ida       | Aune       | F | 28 | SP  | solvskogen-sykehus-medisin: Sykepleier
sharma     | Anjali    | Sharma     | F | 42 | LE  | solvskogen-sykehus-hjerte: Overlege i hjertesykdommer
myklebust  | Trond     | Myklebust  | M | 54 | LE  | solvskogen-sykehus-slag: Overlege i nevrologi
falk       | Hedda     | Falk       | F | 38 | ET  | solvskogen-sykehus-slag: Ergoterapeut
skaar      | Mona      | Skår       | F | 36 | SP  | solvskogen-sykehus-slag: Sykepleier
lia        | Jens      | Lia        | M | 34 | FT  | solvskogen-sykehus-slag: Fysioterapeut; solvskogen-sykehus-rehab: Fysioterapeut
grimstad   | Oda       | Grimstad   | F | 35 | -   | solvskogen-sykehus-slag: Logoped
iversen    | Lars      | Iversen    | M | 45 | LE  | solvskogen-sykehus-endokrin: Overlege i endokrinologi
jansen     | Hege      | Jansen     | F | 50 | LE  | solvskogen-sykehus-kreft: Overlege i onkologi
karlsen    | Aksel     | Karlsen    | M | 37 | SP  | solvskogen-sykehus-kreft: Kreftsykepleier
urdal      | Birger    | Urdal      | M | 52 | LE  | solvskogen-sykehus-urologi: Overlege i urologi
lorentzen  | Synne     | Lorentzen  | F | 47 | LE  | solvskogen-sykehus-geriatri: Overlege i geriatri
oyen       | Marius    | Øyen       | M | 40 | LE  | solvskogen-sykehus-oye: Øyelege
paulsen    | Nora      | Paulsen    | F | 33 | LE  | solvskogen-sykehus-akutt: Lege i akuttmottak
quist      | Stian     | Quist      | M | 43 | LE  | solvskogen-sykehus-genetikk: Overlege i medisinsk genetikk
refsum     | Ingebjørg | Refsum     | F | 55 | LE  | solvskogen-sykehus-rehab: Overlege i rehabilitering
rasmussen  | Per       | Rasmussen  | M | 59 | LE  | solvskogen-sykehus-rontgen: Overlege i radiologi
thoresen   | Julie     | Thoresen   | F | 31 | RA  | solvskogen-sykehus-rontgen: Radiograf
ulriksen   | Anne      | Ulriksen   | F | 44 | BI  | solvskogen-sykehus-lab: Bioingeniør
mathisen   | Dag       | Mathisen   | M | 57 | LE  | solvskogen-sykehus-mikro: Overlege i mikrobiologi
vold       | Henrik    | Vold       | M | 62 | LE  | solvskogen-sykehus-patologi: Overlege i patologi
strand     | Camilla   | Strand     | F | 39 | PS  | solvskogen-psykisk-dps: Psykologspesialist
wold       | Øyvind    | Wold       | M | 53 | LE  | solvskogen-psykisk-dps: Overlege i psykiatri
ystad      | Frida     | Ystad      | F | 34 | PS  | solvskogen-psykisk-bup: Psykolog
eva        | Eva       | Engebretsen| F | 51 | -   | solvskogen: Personvernombud
zachariassen | Ole     | Zachariassen | M | 46 | - | solvskogen: Journalsekretær
eide       | Gunnhild  | Eide       | F | 50 | LE  | tindefjord-sjukehus-lunge: Overlege i lungesjukdomar
fure       | Marta     | Fure       | F | 37 | SP  | tindefjord-sjukehus-lunge: Lungesjukepleiar
hovland    | Asbjørn   | Hovland    | M | 60 | LE  | tindefjord-sjukehus-medisin: Overlege i indremedisin
hjelle     | Norunn    | Hjelle     | F | 46 | LE  | tindefjord-sjukehus-kirurgi: Overlege i kirurgi
sunde      | Oddny     | Sunde      | F | 42 | LE  | tindefjord-sjukehus-ortopedi: Overlege i ortopedi
aarseth    | Solrun    | Aarseth    | F | 45 | JO  | tindefjord-sjukehus-foede: Jordmor
tveit      | Vegard    | Tveit      | M | 35 | FT  | tindefjord-sjukehus-rehab: Fysioterapeut
loken      | Idar      | Løken      | M | 48 | LE  | tindefjord-sjukehus-rontgen: Overlege i radiologi
helle      | Berit     | Helle      | F | 54 | BI  | tindefjord-sjukehus-lab: Bioingeniør
vie        | Anna      | Vie        | F | 41 | PS  | tindefjord-sjukehus-dps: Psykologspesialist
ness       | Randi     | Ness       | F | 56 | -   | tindefjord: Personvernombod
utsi       | Nils      | Utsi       | M | 44 | LE  | nordlysvidda-sykehus-hjerte: Overlege i hjertesykdommer
eira       | Biret     | Eira       | F | 38 | SP  | nordlysvidda-sykehus-hjerte: Hjertesviktsykepleier
somby      | Lásse     | Somby      | M | 51 | LE  | nordlysvidda-sykehus-medisin: Overlege i indremedisin
mienna     | Johan     | Mienna     | M | 52 | LE  | nordlysvidda-sykehus-kirurgi: Overlege i kirurgi
hansen     | Grete     | Hansen     | F | 47 | LE  | nordlysvidda-sykehus-ortopedi: Overlege i ortopedi
pettersen  | Marit     | Pettersen  | F | 43 | JO  | nordlysvidda-sykehus-foede: Jordmor
olsen      | Roy       | Olsen      | M | 58 | LE  | nordlysvidda-sykehus-rontgen: Overlege i radiologi
larsen     | Wenche    | Larsen     | F | 49 | BI  | nordlysvidda-sykehus-lab: Bioingeniør
mikkelsen  | Tor       | Mikkelsen  | M | 40 | PS  | nordlysvidda-sykehus-dps: Psykolog
bongo      | Káre      | Bongo      | F | 52 | -   | nordlysvidda: Personvernombud
holm       | Anita     | Holm       | F | 40 | SP  | lauvasen-hjemmetjeneste: Sykepleier, primærkontakt
ahmed      | Sana      | Ahmed      | F | 27 | HF  | lauvasen-hjemmetjeneste: Helsefagarbeider
vangen     | Hanna     | Vangen     | F | 45 | SP  | lauvasen-helsestasjon: Helsesykepleier
jordet     | Elin      | Jordet     | F | 50 | JO  | lauvasen-helsestasjon: Jordmor
kirkeby    | Thea      | Kirkeby    | F | 32 | SP  | lauvasen-ungdom: Helsesykepleier
odegard    | Simen     | Ødegård    | M | 36 | LE  | lauvasen-sykehjem: Sykehjemslege; lauvasen-legevakt: Legevaktslege
tveten     | Gro       | Tveten     | F | 53 | SP  | lauvasen-sykehjem: Sykepleier
halvorsen  | Erik      | Halvorsen  | M | 41 | FT  | lauvasen-rehab: Fysioterapeut
brun       | Kjersti   | Brun       | F | 48 | SP  | lauvasen-kreft: Kreftkoordinator
mork       | Siri      | Mørk       | F | 46 | SP  | lauvasen-demens: Demenskoordinator
ask        | Roar      | Ask        | M | 55 | -   | lauvasen: Personvernombud
sletten    | Bente     | Sletten    | F | 44 | SP  | storvika-hjemmetjeneste: Sykepleier
engen      | Karin     | Engen      | F | 49 | SP  | storvika-helsestasjon: Helsesykepleier
roed       | Martin    | Røed       | M | 34 | LE  | storvika-sykehjem: Sykehjemslege; storvika-legevakt: Legevaktslege
solli      | Hege      | Solli      | F | 39 | SP  | granskogen-hjemmetjeneste: Sykepleier
vestby     | Unni      | Vestby     | F | 51 | SP  | granskogen-helsestasjon: Helsesykepleier
lunde      | Brita     | Lunde      | F | 47 | JO  | granskogen-helsestasjon: Jordmor
haga       | Arvid     | Haga       | M | 60 | LE  | granskogen-sykehjem: Sykehjemslege
fosse      | Ingunn    | Fosse      | F | 43 | SP  | fjordabygda-hjemmetjeneste: Sjukepleiar
flaten     | Eldbjørg  | Flaten     | F | 52 | SP  | fjordabygda-helsestasjon: Helsesjukepleiar
hauge      | Reidar    | Hauge      | M | 57 | LE  | fjordabygda-sykehjem: Sjukeheimslege
hatta      | Risten    | Hætta      | F | 42 | SP  | viddemark-hjemmetjeneste: Sykepleier
triumf     | Inga      | Triumf     | F | 37 | SP  | viddemark-helsestasjon: Helsesykepleier
sokki      | Isak      | Sokki      | M | 48 | LE  | viddemark-sykehjem: Sykehjemslege
vik        | Yasmin    | Vik        | F | 38 | FA1 | maurtua: Farmasøyt
lie        | Mads      | Lie        | M | 29 | AT  | maurtua: Apotektekniker; maurtua: Personvernombud
smith      | Emil      | Smith      | M | 37 | FT  | smidig: Fysioterapeut; smidig: Personvernombud
dokken     | Frode     | Dokken    | M | 45 | SP  | solvskogen: Systemansvarlig
aasen      | Sunniva   | Aasen     | F | 33 | SP  | solvskogen-sykehus-barn: Sykepleier
torgersen  | Ingvild   | Torgersen  | F | 49 | -   | skogland: Regionalt kontor
fagerli    | Astrid    | Fagerli    | F | 55 | LE  | solvskogen: Fagdirektør
aronsen    | Rolf      | Aronsen    | M | 52 | -   | storvika: Personvernombud; granskogen: Personvernombud
leite      | Solfrid   | Leite      | F | 47 | -   | fjordabygda: Personvernombod; viddemark: Personvernombud
"""
