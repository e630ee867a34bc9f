"""Company names: equal but for how they are written, and how alike (K3, K4)."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

WORD = re.compile(r"[^\W_]+")
INITIALS = re.compile(r"\b(?:[^\W\d_]\.)+[^\W\d_]\b")
SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})

_LEGAL_FORMS = """
    ab ag aps as asa bhd bv co company corp corporation cv doo eg ev gbr gesmbh gmbh inc
    incorporated kft kg kk lda limited limitada llc llp lp ltd ltda mbh nv oao ohg oo
    ooo oy oyj plc pte pty pvt sa sab sapa sarl sas sasu scarl sdn se sl slu snc sp spa
    spol spzoo srl srls sro ug ulc und z zoo
"""
LEGAL_FORMS = frozenset(_LEGAL_FORMS.split())
"""What stands at the end of a name for its legal form, as written without dots."""


def normalised_name(name: str | None) -> str:
    """Two names equal in this are written the same but for case and punctuation."""
    text = unicodedata.normalize("NFKC", (name or "").casefold())
    return " ".join(WORD.findall(text))


def likeness(one: str | None, other: str | None) -> int:
    """0 to 100; legal forms, accents and the order of words do not count."""
    ours, theirs = _core(one), _core(other)
    if not ours or not theirs:
        return 0
    in_order = _ratio(" ".join(ours), " ".join(theirs))
    sorted_ = _ratio(" ".join(sorted(ours)), " ".join(sorted(theirs)))
    return round(100 * max(in_order, sorted_))


def _core(name: str | None) -> list[str]:
    text = INITIALS.sub(lambda it: it[0].replace(".", ""), (name or "").casefold())
    words = WORD.findall(_plain(text))
    kept = list(words)
    while kept and kept[-1] in LEGAL_FORMS:
        kept.pop()
    return kept or words


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(SPELLED_OUT))
    return "".join(char for char in apart if not unicodedata.combining(char))


def _ratio(one: str, other: str) -> float:
    """Of the two orders the better one: difflib's answer depends on it."""
    return max(
        SequenceMatcher(None, one, other, autojunk=False).ratio(),
        SequenceMatcher(None, other, one, autojunk=False).ratio(),
    )
