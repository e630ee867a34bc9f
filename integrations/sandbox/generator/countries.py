"""Where the generated firms live, and how names and addresses are written there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class City:
    name: str
    state: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Country:
    """``spellings``: the first is usual, the rest are what people type as well.

    In ``postcode`` and ``number`` a # stands for a digit; ``street`` has the house
    number where the country puts it.
    """

    spellings: tuple[str, ...]
    suffix: str
    dial: str
    number: str
    legal_forms: tuple[str, ...]
    street: str
    streets: tuple[str, ...]
    cities: tuple[City, ...]


def _cities(text: str) -> tuple[City, ...]:
    rows = (line.split(", ") for line in text.strip().splitlines())
    return tuple(City(name.strip(), state, postcode) for name, state, postcode in rows)


COUNTRIES = {
    "us": Country(
        ("United States", "USA", "US", "U.S.A."),
        "com",
        "+1",
        "###-555-01##",
        ("Inc.", "LLC", "Corp.", "Co.", ""),
        "{n} {street}",
        ("Main St", "Oak Avenue", "Market Street", "Riverside Dr", "Lincoln Blvd"),
        _cities("""
            Denver, Colorado, 802##
            Austin, Texas, 787##
            Portland, Oregon, 972##
            Columbus, Ohio, 432##
            Boston, Massachusetts, 021##
            Winston-Salem, North Carolina, 271##
            Coeur d'Alene, Idaho, 838##
        """),
    ),
    "gb": Country(
        ("United Kingdom", "UK", "Great Britain", "England"),
        "co.uk",
        "+44",
        "20 7946 0###",
        ("Ltd", "Limited", "PLC", "LLP", ""),
        "{n} {street}",
        ("High Street", "Station Road", "King's Lane", "Church Row", "Mill Hill"),
        _cities("""
            London, Greater London, EC#A #AB
            Leeds, West Yorkshire, LS# #DT
            Bristol, Bristol, BS# #QH
            Edinburgh, Midlothian, EH# #NG
            Stoke-on-Trent, Staffordshire, ST# #BN
        """),
    ),
    "de": Country(
        ("Germany", "Deutschland", "DE"),
        "de",
        "+49",
        "30 23125 ###",
        ("GmbH", "AG", "GmbH & Co. KG", "e.K.", "SE"),
        "{street} {n}",
        ("Hauptstraße", "Bahnhofstr.", "Gartenweg", "Schillerstraße", "Am Mühlbach"),
        _cities("""
            Berlin, Berlin, 10###
            München, Bayern, 80###
            Köln, Nordrhein-Westfalen, 50###
            Würzburg, Bayern, 97###
            Halle (Saale), Sachsen-Anhalt, 06###
        """),
    ),
    "it": Country(
        ("Italy", "Italia", "IT"),
        "it",
        "+39",
        "02 5550 ####",
        ("S.r.l.", "S.p.A.", "s.a.s.", "S.n.c."),
        "{street}, {n}",
        ("Via Garibaldi", "Corso Italia", "Viale dell'Industria", "Piazza Dante"),
        _cities("""
            Milano, MI, 20###
            Torino, TO, 10###
            L'Aquila, AQ, 67###
            Forlì, FC, 47###
            Reggio nell'Emilia, RE, 42###
        """),
    ),
    "fr": Country(
        ("France", "FR", "FRANCE"),
        "fr",
        "+33",
        "1 99 00 ## ##",
        ("SAS", "SARL", "S.A.", "& Cie"),
        "{n}, {street}",
        ("rue de la Paix", "avenue Foch", "boulevard de l'Océan", "quai des Orfèvres"),
        _cities("""
            Paris, Île-de-France, 750##
            Lyon, Auvergne-Rhône-Alpes, 690##
            Saint-Étienne, Auvergne-Rhône-Alpes, 420##
            Nîmes, Occitanie, 300##
        """),
    ),
    "es": Country(
        ("Spain", "España", "ES"),
        "es",
        "+34",
        "91 555 ## ##",
        ("S.L.", "S.A.", "S. Coop."),
        "{street}, {n}",
        ("Calle Mayor", "Avenida de la Constitución", "Paseo del Río", "C/ Núñez"),
        _cities("""
            Madrid, Madrid, 280##
            A Coruña, Galicia, 150##
            Cádiz, Andalucía, 110##
            Logroño, La Rioja, 260##
        """),
    ),
    "se": Country(
        ("Sweden", "Sverige"),
        "se",
        "+46",
        "8 465 004 ##",
        ("AB", "HB", "AB (publ)"),
        "{street} {n}",
        ("Storgatan", "Ågatan", "Östra Hamngatan", "Björkvägen"),
        _cities("""
            Stockholm, Stockholms län, 11# ##
            Malmö, Skåne län, 21# ##
            Örebro, Örebro län, 70# ##
        """),
    ),
    "pl": Country(
        ("Poland", "Polska"),
        "pl",
        "+48",
        "22 555 ## ##",
        ("Sp. z o.o.", "S.A.", "Sp. j."),
        "{street} {n}",
        ("ul. Długa", "ul. Świętokrzyska", "al. Jana Pawła II", "ul. Żelazna"),
        _cities("""
            Warszawa, mazowieckie, 00-###
            Łódź, łódzkie, 90-###
            Gdańsk, pomorskie, 80-###
        """),
    ),
    "br": Country(
        ("Brazil", "Brasil", "BR"),
        "com.br",
        "+55",
        "11 5550-####",
        ("Ltda.", "S/A", "ME"),
        "{street}, {n}",
        ("Rua São João", "Avenida Paulista", "Praça da Sé", "Rua das Acácias"),
        _cities("""
            São Paulo, SP, 01###-000
            Florianópolis, SC, 88###-000
            Belém, PA, 66###-000
        """),
    ),
    "jp": Country(
        ("Japan", "日本", "JP"),
        "co.jp",
        "+81",
        "3-5550-####",
        ("K.K.", "Co., Ltd.", "G.K.", "株式会社"),
        "{n}-2 {street}",
        ("Kita-Aoyama", "Nihonbashi", "Umeda", "中央区本町"),
        _cities("""
            Tokyo, Tokyo, 10#-00##
            Osaka, Osaka, 53#-00##
            札幌市, 北海道, 06#-00##
        """),
    ),
    "il": Country(
        ("Israel", "ישראל"),
        "co.il",
        "+972",
        "3-555-01##",
        ("Ltd.", 'בע"מ'),
        "{n} {street}",
        ("Rothschild Blvd", "Herzl St", "רחוב הרצל"),
        _cities("""
            Tel Aviv, Tel Aviv, 6####
            חיפה, Haifa, 3####
        """),
    ),
    "ae": Country(
        ("United Arab Emirates", "UAE", "الإمارات"),
        "ae",
        "+971",
        "4 555 01##",
        ("FZE", "LLC", "ش.ذ.م.م"),
        "{street}, Tower {n}",
        ("Sheikh Zayed Road", "Al Wasl Rd", "شارع الخليج"),
        _cities("""
            Dubai, Dubai, 00000
            أبوظبي, Abu Dhabi, 00000
        """),
    ),
}
