"""The keys that clients sign their assertions with."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

CERTIFICATE = b"BEGIN CERTIFICATE"
BITS = 2048


@dataclass(slots=True)
class Keys:
    """A client without a certificate of its own signs with the sandbox's test key."""

    registered: dict[str, str] = field(default_factory=dict)
    own: str = ""

    def register(self, client_id: str, pem: str) -> None:
        """Take a certificate or a public key; ValueError if it is no RSA key."""
        self.registered[client_id] = _public_pem(_public_key(pem))

    def public(self, client_id: str) -> str:
        return self.registered.get(client_id) or _public_pem(_own(self.test_key()))

    def test_key(self) -> str:
        """Everybody may have this private key; it is made when it is first wanted."""
        if not self.own:
            self.own = _private_pem(rsa.generate_private_key(65537, BITS))
        return self.own


def _public_key(pem: str) -> rsa.RSAPublicKey:
    try:
        return _rsa(_read(pem.encode()))
    except UnsupportedAlgorithm as error:
        raise ValueError(f"It cannot be read: {error}") from error


def _read(pem: bytes) -> object:
    if CERTIFICATE in pem:
        return x509.load_pem_x509_certificate(pem).public_key()
    return serialization.load_pem_public_key(pem)


def _own(pem: str) -> rsa.RSAPublicKey:
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    return _rsa(key.public_key())


def _rsa(key: object) -> rsa.RSAPublicKey:
    if not isinstance(key, rsa.RSAPublicKey):
        raise ValueError("It is no RSA key.")
    return key


def _public_pem(key: rsa.RSAPublicKey) -> str:
    return key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()


def _private_pem(key: rsa.RSAPrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
