"""Messages that are stored in English and read in each reader's own language.

What is given to these three goes into the catalogues. The English result is stored, and
found again there when it is shown (``integrations.spoken``).
"""

from __future__ import annotations


def said(text: str, /, **parts: object) -> str:
    """A whole sentence, or several."""
    return text % _shown(parts) if parts else text


def said_of(count: int, one: str, several: str, /, **parts: object) -> str:
    """A sentence about one thing, or about ``count`` of them."""
    return said(one if count == 1 else several, **parts)


def said_as(context: str, text: str, /, **parts: object) -> str:
    """Words for the placeholder ``context`` of a sentence."""
    del context  # only the catalogues' tool reads it
    return said(text, **parts)


def _shown(parts: dict[str, object]) -> dict[str, object]:
    """An int is a count, not an id: 12,000."""
    return {
        name: f"{it:,}" if isinstance(it, int) else it for name, it in parts.items()
    }
