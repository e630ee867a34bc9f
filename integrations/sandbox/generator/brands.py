"""The first words of the generated firms' names, by country, and their ASCII form."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from integrations.sandbox.generator.countries import COUNTRIES

if TYPE_CHECKING:
    from integrations.sandbox.generator.countries import Country

UNDECOMPOSED = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True, slots=True)
class Brand:
    word: str
    slug: str
    country: Country


@lru_cache(maxsize=10_000)
def slug(text: str) -> str:
    """The letters and digits of a text as a domain writes them."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(UNDECOMPOSED))
    return "".join(c for c in plain if c.isascii() and c.isalnum())


def _brands(text: str) -> tuple[Brand, ...]:
    return tuple(
        _brand(word, COUNTRIES[code])
        for code, words in (line.split(": ") for line in text.strip().splitlines())
        for word in words.split(", ")
    )


def _brand(text: str, country: Country) -> Brand:
    word, _, spelt = text.partition(" = ")
    return Brand(word, spelt or slug(word), country)


BRANDS = _brands("""
us: Alder, Ridgeway, Northfield, Juniper, Copper Creek, Lakeside, Summit, Redwood
us: Harlan, Bluestem, Cascade, O'Malley, Prairie, Silverline, Tidewater, Whitcomb
us: Anchor, Beacon, Cedar & Stone, Driftwood, Eastgate, Falcon, Granite, Hawthorn
us: Ironwood, Keystone, Longleaf, Mesa, Nighthawk, Orchard Hill, Pinnacle, Quarry
us: Rockport, Sagebrush, Thornton, Union, Vanguard Bay, Westbrook, Yellowstone, Zephyr
us: 3rd Street, 21 North, A to Z, Big Sky, Clearwater, Dogwood, Evergreen, Foxglove
gb: Ashdown, Blackfriars, Coldharbour, Dunmore, Elmswell, Fenwick, Glenmuir, Harrowgate
gb: Inverallan, Loxley, Marlowe, Netherby, Oakhampton, Penrose, Ravensworth
gb: Selby & Hart, Thistle, Uppingham, Wexcombe, Whitby, Yarrow, St. Aldhelm's, Tŷ Gwyn
de: Albrecht, Bergmann, Dörfler, Edelweiß, Falkenberg, Grünwald, Hölzl, Isar, Jäger
de: Kästner, Lindenhof, Müller, Nordlicht, Oberland, Pöhlmann, Rheintal, Schröder
de: Überall, Vogelsang, Weiß & Söhne, Zöllner, Brückner, Königsberg, Süd-West
it: Adriatica, Bellini, Castelnuovo, D'Angelo, Etrusca, Fontanella, Ghirlanda, Lambrate
it: Moretti, Novità, Ospitalità, Padana, Quattro Venti, Rinaldi, Sant'Elena, Tramontana
it: Umbra, Vesuvio, Zanetti, Città Alta, Fratelli Costa
fr: Aubépine, Beauséjour, Châtelain, Dubois, Étoile, Fougère, Hélios, Île Verte
fr: Jardinière, L'Alliance, Montfleury, Noël & Fils, Orée, Quintessence, Rive
fr: Sœurs Martin, Tourville, Vallée, Crêperie Bleue, Forêt
es: Almendro, Bárcena, Castaño, Duero, Encina, Fénix, Guadiana, Hermanos Ibáñez
es: Llobregat, Muñoz, Nájera, Peñalara, Quijano, Río Tinto, Túria
es: Viñedo, Zaragozana, Año Nuevo
se: Ångström, Björklund, Dalälven, Ek & Ask, Fjäll, Göta, Hägg, Järn, Kungsholm
se: Mälaren, Norrsken, Öresund, Skärgård, Tjäder, Västerbotten
pl: Bałtyk, Ćwikła, Dąbrowski, Górnik, Jaskółka, Kościuszko, Łabędź, Mazur
pl: Orzeł, Poznańska, Słowik, Śląsk, Wisła, Żubr, Źródło
br: Araçá, Baía, Coração, Diadema, Esperança, Guará, Ipê, Jacarandá, Litorânea
br: Pão & Mel, Quilombo, Sertão, Tupã, União, Verão
jp: Akatsuki, Hokuto, Kaede, Minato, Sakura, Tsubame, Yamabuki, 北斗 = hokutosei
jp: さくら = sakurado, 富士見 = fujimi, ミナト = minatoya, 東雲 = shinonome
il: Carmel, Negev, Tamar, אלון = alon, כרמל = karmel, ים תיכון = yamtichon
ae: Al Noor, Falcon Gate, Sahara, النخيل = alnakheel, الواحة = alwaha, مرجان = marjan
us: 🚀 Rocket = rocketlab, Café Ünïcode, "Quoted" = quoted, Plus + Minus
""")
