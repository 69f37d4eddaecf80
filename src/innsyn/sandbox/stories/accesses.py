"""Who has opened whose record, as the stories tell it: mostly as it should be, and some that deserve a look."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """One visit to a record. person, worker, unit: keys in the nation. ago: days. at: hour and minute in Norway. minutes: how long.

    basis: text key of the ground; emergency: the reason for breaking the glass, with words, instead. reads: FHIR types looked at."""

    person: str
    worker: str
    unit: str
    ago: int
    at: tuple[int, int]
    minutes: int = 6
    basis: str = "gate.basis.follow_up"
    emergency: tuple[str, str] | None = None
    reads: tuple[str, ...] = ("DocumentReference",)

    @property
    def key(self) -> str:
        """Say what names this visit among all: the same whenever the story is told."""
        return f"{self.person}/{self.worker}/{self.ago}/{self.at[0]:02}{self.at[1]:02}"


_ADMISSION = "gate.basis.admitted"
_DOCTOR = "gate.basis.regular_doctor"
_SURGERY, _MEDICINE, _CHILDREN = "solvskogen-sykehus-kirurgi", "solvskogen-sykehus-medisin", "solvskogen-sykehus-barn"
_LOOKED_UP_FOR_NOTHING = (
    *("eirik", "gerd", "hilde", "sindre", "hodan", "yusuf", "marit", "geir", "randi", "omar", "adam", "trine"),
)  # fmt: skip

AS_IT_SHOULD_BE = (
    Access(person="kari", worker="lien", unit="trollkatten", ago=24, at=(9, 40), basis=_DOCTOR, reads=("DocumentReference", "Observation")),
    Access(person="kari", worker="fjeld", unit=_SURGERY, ago=17, at=(13, 5)),
    Access(person="arne", worker="lien", unit="trollkatten", ago=15, at=(10, 20), basis=_DOCTOR, reads=("MedicationStatement",)),
    Access(person="per", worker="jansen", unit="solvskogen-sykehus-kreft", ago=12, at=(8, 50), reads=("DocumentReference", "Observation")),
    Access(person="bjorg", worker="lorentzen", unit="solvskogen-sykehus-geriatri", ago=11, at=(11, 15)),
    Access(person="silje", worker="malik", unit="blaaklokka", ago=9, at=(14, 30), basis=_DOCTOR),
    Access(person="ingrid", worker="aas", unit="solvskogen-sykehus-foede", ago=8, at=(23, 25), basis=_ADMISSION),
    Access(person="amina", worker="evensen", unit=_CHILDREN, ago=5, at=(12, 0), reads=("Observation",)),
)
"""People who had a reason, also a midwife at night with a mother on her ward."""

WORTH_A_LOOK = (
    Access(
        person="hilde",
        worker="paulsen",
        unit="solvskogen-sykehus-akutt",
        ago=20,
        at=(2, 35),
        emergency=("gate.emergency.unconscious", "Funnet bevisstløs, må vite om medisiner og allergier."),
    ),
    Access(person="odd", worker="kvamme", unit="fjordlyset", ago=13, at=(10, 15), basis=_DOCTOR),
    Access(person="solveig", worker="engen", unit="storvika-helsestasjon", ago=7, at=(18, 45), basis="gate.basis.contacted_us"),
    Access(person="ingrid", worker="aasen", unit=_CHILDREN, ago=3, at=(21, 10)),
    Access(person="silje", worker="aune", unit=_MEDICINE, ago=1, at=(23, 40), minutes=9),
    *(
        Access(person=person, worker="hoel", unit=_SURGERY, ago=4, at=(20, 2 * place), minutes=1, reads=())
        for place, person in enumerate(_LOOKED_UP_FOR_NOTHING)
    ),
)
"""An emergency nobody followed up, people who share a name or a home, a colleague at night, and twelve records opened with none read."""

ACCESSES = tuple(sorted((*AS_IT_SHOULD_BE, *WORTH_A_LOOK), key=lambda each: (-each.ago, each.at)))
"""All of them, oldest first, as they come into the log."""
