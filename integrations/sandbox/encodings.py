"""Bodies that a client has packed, as ``Content-Encoding`` tells."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class UnreadableError(Exception):
    """A body of which nothing can be made."""

    def __init__(self, message: str, *, is_too_large: bool = False) -> None:
        super().__init__(message)
        self.is_too_large = is_too_large


def too_large(most: int) -> UnreadableError:
    message = f"The request body is larger than {most} bytes"
    return UnreadableError(message, is_too_large=True)


def unpacked(body: bytes, encoding: str, most: int) -> bytes:
    """Undo the codings, the last one first; a body may have more than one."""
    codings = [name.strip().lower() for name in encoding.split(",")]
    for name in reversed(codings):
        body = _undone(body, name, most)
    return body


def _undone(body: bytes, name: str, most: int) -> bytes:
    if name not in UNPACK:
        raise UnreadableError(f"The Content-Encoding {name} is not supported")
    if not body:
        return body
    try:
        plain = UNPACK[name](body, most + 1)
    except (EOFError, OSError, zlib.error) as error:
        message = f"The request body cannot be decoded as {name}: {error}"
        raise UnreadableError(message) from error
    if len(plain) > most:
        raise too_large(most)
    return plain


def _same(body: bytes, _: int) -> bytes:
    return body


def _gunzipped(body: bytes, most: int) -> bytes:
    return gzip.GzipFile(fileobj=io.BytesIO(body)).read(most)


def _inflated(body: bytes, most: int) -> bytes:
    """With zlib's frame, as the standard has it, or bare, as some clients send it."""
    is_framed = body[0] & 15 == zlib.DEFLATED and int.from_bytes(body[:2]) % 31 == 0
    machine = zlib.decompressobj(zlib.MAX_WBITS if is_framed else -zlib.MAX_WBITS)
    plain = machine.decompress(body, most)
    if len(plain) < most and (not machine.eof or machine.unused_data):
        raise EOFError("it does not end where it should")
    return plain


UNPACK: dict[str, Callable[[bytes, int], bytes]] = {
    "": _same,
    "identity": _same,
    "gzip": _gunzipped,
    "x-gzip": _gunzipped,
    "deflate": _inflated,
}
