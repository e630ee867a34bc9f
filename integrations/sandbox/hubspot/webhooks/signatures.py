"""How HubSpot signs what it sends (reference, section 2.9)."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64encode

DECODED = {
    "%3A": ":",
    "%2F": "/",
    "%3F": "?",
    "%40": "@",
    "%21": "!",
    "%24": "$",
    "%27": "'",
    "%28": "(",
    "%29": ")",
    "%2A": "*",
    "%2C": ",",
    "%3B": ";",
}


def signed_headers(secret: str, uri: str, body: bytes, millis: int) -> dict[str, str]:
    """The first version is sent beside the third (documented)."""
    return {
        "X-HubSpot-Signature-Version": "v1",
        "X-HubSpot-Signature": v1(secret, body),
        "X-HubSpot-Signature-v3": v3(secret, uri, body, millis),
        "X-HubSpot-Request-Timestamp": str(millis),
    }


def v1(secret: str, body: bytes) -> str:
    return hashlib.sha256(secret.encode() + body).hexdigest()


def v3(secret: str, uri: str, body: bytes, millis: int) -> str:
    """Of the address only these few characters are decoded (documented)."""
    for encoded, plain in DECODED.items():
        uri = uri.replace(encoded, plain)
    text = f"POST{uri}".encode() + body + str(millis).encode()
    return b64encode(hmac.digest(secret.encode(), text, "sha256")).decode()
