"""Ordinary names that combine freely; the number, not the name, shows that a person is synthetic."""

from dataclasses import dataclass

from innsyn.sandbox.people.person import Language, Sex

_OLDER_BEFORE = 1965


@dataclass(frozen=True, slots=True)
class Naming:
    """Names used together. language: what they speak at home (BCP 47). citizenship: ISO 3166, two letters.
    older_girls, older_boys: given names of those born before about 1965."""

    language: Language
    citizenship: str
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    older_girls: tuple[str, ...]
    older_boys: tuple[str, ...]
    families: tuple[str, ...]

    def given_names(self, sex: Sex, born_year: int) -> tuple[str, ...]:
        """Say the given names of this sex that fit someone born in `born_year`."""
        if sex is Sex.FEMALE:
            return self.older_girls if born_year < _OLDER_BEFORE else self.girls
        return self.older_boys if born_year < _OLDER_BEFORE else self.boys


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


NORWEGIAN = Naming(
    language="nb",
    citizenship="NO",
    girls=_words(
        "Nora Emma Sofie Ingrid Sara Maja Ida Frida Tuva Live Hedda Astrid Selma Vilde Marte Camilla Silje Hanne Kristine Maren "
        "Anne Marianne Linda Monica Elin Tonje Guro Ragnhild Synne Eline Mari Oda Iselin Thea Julie Anniken Benedicte Heidi"
    ),
    boys=_words(
        "Jakob Emil Noah Oskar Lukas Filip Henrik William Magnus Jonas Sander Mathias Kristian Andreas Lars Martin Thomas Espen "
        "Morten Håkon Sindre Eirik Torbjørn Øyvind Simen Vegard Trond Geir Stian Aksel Ludvig Johannes Tobias Marius Pål Anders"
    ),
    older_girls=_words("Bjørg Solveig Inger Gerd Aud Turid Randi Berit Liv Kari Ruth Astrid Ingeborg Else Tordis Åse Gunvor Reidun"),
    older_boys=_words("Arne Odd Per Kjell Gunnar Rolf Olav Sverre Leif Harald Einar Knut Asbjørn Finn Birger Torleif Magne Sigurd Ivar"),
    families=_words(
        "Haugen Solvang Lunde Bakken Myhre Sætre Nygård Strøm Aasen Moen Dalen Fossum Engen Rønning Hovland Tveit Eide Vangen "
        "Skogstad Brekke Lie Holte Kvamme Ødegård Løken Hagen Sandvik Berget Nesse Rud Vik Bjerke Tangen Røed Sveen Hauge"
    ),
)
SAMI = Naming(
    language="se",
    citizenship="NO",
    girls=_words("Elle Máret Inga Risten Sárá Ánne Biret Káre Láilá Sunná Ravdna Juliánná"),
    boys=_words("Ánte Áilu Nils Mihkkal Issát Jovnna Mattis Piera Isak Lásse Ole Juhán"),
    older_girls=_words("Berit Ellen Karen Marit Inger Ragna Risten"),
    older_boys=_words("Aslak Mathis Johan Per Anders Klemet Nils"),
    families=_words("Eira Utsi Gaup Hætta Somby Bongo Triumf Nystø Sokki Baal"),
)
SOMALI = Naming(
    language="so",
    citizenship="SO",
    girls=_words("Amina Hodan Ayaan Sagal Ifrah Hamdi Ubah Zahra"),
    boys=_words("Abdi Yusuf Mahad Liban Guled Ismail Bilal Zakariya"),
    older_girls=_words("Halima Khadija Maryan"),
    older_boys=_words("Osman Hassan Farah"),
    families=_words("Abdi Warsame Jama Ismail Farah Duale"),
)
ARABIC = Naming(
    language="ar",
    citizenship="SY",
    girls=_words("Leila Rana Hala Nour Yasmin Dima Salma Rima"),
    boys=_words("Omar Karim Samir Elias Nabil Tarek Rami Adam"),
    older_girls=_words("Fatima Samira Amal"),
    older_boys=_words("Mahmoud Khalil Ibrahim"),
    families=_words("Al-Masri Haddad Khoury Nasser Mansour Saleh"),
)
POLISH = Naming(
    language="pl",
    citizenship="PL",
    girls=_words("Agnieszka Katarzyna Zofia Magdalena Ewa Hanna Maja Natalia"),
    boys=_words("Piotr Tomasz Marek Jakub Paweł Krzysztof Adam Antoni"),
    older_girls=_words("Halina Danuta Barbara"),
    older_boys=_words("Stanisław Henryk Zbigniew"),
    families=_words("Nowak Wójcik Kamiński Zieliński Szymański Mazur"),
)
UKRAINIAN = Naming(
    language="uk",
    citizenship="UA",
    girls=_words("Oksana Olena Kateryna Daryna Solomija Iryna"),
    boys=_words("Andrij Taras Bohdan Dmytro Maksym Ostap"),
    older_girls=_words("Halyna Ljudmyla Nadija"),
    older_boys=_words("Mykola Vasyl Ivan"),
    families=_words("Kovalenko Shevchuk Melnyk Bondar Tkachuk"),
)
ASIAN = Naming(
    language="en",
    citizenship="NO",
    girls=_words("Linh Priya Anjali Mai Sana Ngoc Mehwish"),
    boys=_words("Minh Arjun Imran Duc Ravi Hamza Sunil"),
    older_girls=_words("Lan Nasreen Kamala"),
    older_boys=_words("Tuan Rashid Mohan"),
    families=_words("Nguyen Sharma Ahmed Tran Malik Perera"),
)
