"""What ordinary people see their doctor about: who gets it, how it is coded, and what is prescribed."""

from dataclasses import dataclass, field

from innsyn.sandbox.people.person import Sex

Medicine = tuple[str, str, str]
"""Key of `MEDICINES`, dose, what for."""

F, M = Sex.FEMALE, Sex.MALE


@dataclass(frozen=True, slots=True)
class Complaint:
    """One reason to come. paper: manuscript in `papers/gp.txt`. code: ICPC-2. ages: from and up to, in years. sex: None for both.
    unusual: values that stray from the usual. lasts: days until it is over, None for a lasting condition."""

    paper: str
    code: str
    ages: tuple[int, int]
    sex: Sex | None = None
    medicine: Medicine | None = None
    unusual: dict[str, float] = field(default_factory=dict)
    lasts: int | None = 21


COMPLAINTS = (
    Complaint("forkjolelse", "R74", (1, 100), unusual={"temperature": 37.6, "crp": 9}),
    Complaint("orebetennelse", "H71", (1, 9), unusual={"temperature": 38.3}),
    Complaint("eksem", "S87", (1, 30), lasts=None),
    Complaint("mage", "D73", (1, 70), unusual={"temperature": 37.5}, lasts=6),
    Complaint(
        "hals",
        "R76",
        (4, 45),
        medicine=("penicillin_v", "660 mg fire ganger daglig i fem dager", "halsbetennelse"),
        unusual={"temperature": 38.7, "crp": 62},
        lasts=8,
    ),
    Complaint("kutt", "S18", (8, 75), lasts=14),
    Complaint("hodeskade", "N79", (3, 16), lasts=10),
    Complaint("rygg", "L03", (20, 75)),
    Complaint("skulder", "L08", (35, 80), lasts=90),
    Complaint("kne", "L15", (14, 60), lasts=60),
    Complaint("ankel", "L77", (10, 60), lasts=40),
    Complaint("urinvei", "U71", (17, 85), F, ("pivmecillinam", "200 mg tre ganger daglig i tre dager", "blærebetennelse"), lasts=6),
    Complaint("prevensjon", "W11", (17, 42), F, ("desogestrel", "75 mikrogram, 1 tablett daglig", "prevensjon"), lasts=None),
    Complaint("trott", "A04", (16, 80), unusual={"ferritin": 24}, lasts=60),
    Complaint("hodepine", "N01", (14, 65), lasts=90),
    Complaint("migrene", "N89", (16, 55), None, ("sumatriptan", "50 mg ved anfall", "migrene"), lasts=None),
    Complaint("livskrise", "P02", (19, 66), unusual={"phq9": 7}, lasts=90),
    Complaint("sovn", "P06", (18, 85), lasts=120),
    Complaint("magesyre", "D84", (25, 80), None, ("pantoprazole", "20 mg, 1 tablett morgen i fire uker", "halsbrann"), lasts=60),
    Complaint("allergi", "R97", (7, 60), None, ("cetirizine", "10 mg, 1 tablett daglig i sesongen", "pollenallergi"), lasts=None),
    Complaint("kontakteksem", "S88", (18, 66), lasts=90),
    Complaint("psoriasis", "S91", (20, 75), lasts=None),
    Complaint("sykmelding", "A97", (17, 26), lasts=1),
    Complaint("forerkort", "A97", (74, 92), lasts=1),
    Complaint("lipid", "T93", (40, 75), unusual={"cholesterol": 7.2, "ldl": 4.9}, lasts=None),
    Complaint("overgang", "X11", (46, 57), F, lasts=None),
    Complaint("prostata", "Y85", (55, 90), M, ("tamsulosin", "0,4 mg, 1 kapsel daglig", "forstørret prostata"), {"psa": 2.9}, None),
    Complaint("ore", "H81", (35, 100), lasts=2),
    Complaint("kneartrose", "L90", (58, 95), lasts=None),
    Complaint("helsesjekk", "A98", (66, 101), lasts=1),
)


@dataclass(frozen=True, slots=True)
class Chronic:
    """A condition someone lives with. share: how many of those in the ages have it. controls: analyses followed at each control."""

    complaint: Complaint
    share: float
    controls: tuple[str, ...]


_LOSARTAN: Medicine = ("losartan", "50 mg, 1 tablett morgen", "høyt blodtrykk")
_METFORMIN: Medicine = ("metformin", "500 mg, 1 tablett morgen og kveld", "diabetes type 2")
_LEVOTHYROXINE: Medicine = ("levothyroxine", "75 mikrogram, 1 tablett morgen", "lavt stoffskifte")
_ESCITALOPRAM: Medicine = ("escitalopram", "10 mg, 1 tablett morgen", "depresjon")

CHRONIC = (
    Chronic(
        Complaint("blodtrykk", "K86", (45, 101), None, _LOSARTAN, {"systolic": 156}, None),
        0.38,
        ("creatinine", "potassium"),
    ),
    Chronic(
        Complaint("diabetes", "T90", (48, 95), None, _METFORMIN, {"hba1c": 54}, None),
        0.13,
        ("hba1c", "creatinine", "ldl"),
    ),
    Chronic(
        Complaint("stoffskifte", "T86", (35, 95), F, _LEVOTHYROXINE, {}, None),
        0.11,
        ("tsh",),
    ),
    Chronic(
        Complaint("astma", "R96", (8, 65), None, ("formoterol_budesonide", "1 inhalasjon ved behov", "astma"), {}, None),
        0.07,
        ("peak_flow",),
    ),
    Chronic(Complaint("kols", "R95", (58, 90), None, ("tiotropium", "1 inhalasjon daglig", "kols"), {}, None), 0.08, ("fev1",)),
    Chronic(Complaint("depresjon", "P76", (19, 70), None, _ESCITALOPRAM, {"phq9": 14}, None), 0.07, ("phq9",)),
)
