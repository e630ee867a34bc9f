"""The JWT bearer grant: signatures, checked as Salesforce checks them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tests.sandbox.salesforce import signing_in

if TYPE_CHECKING:
    from integrations.sandbox.wire import Response
    from tests.sandbox.salesforce.calling import Salesforce

JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


@cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _public_key() -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return _key().public_key().public_bytes(serialization.Encoding.PEM, form).decode()


def _certificate() -> str:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "sync")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(
        name, name, _key().public_key(), 1, now, now + timedelta(days=1)
    )
    certificate = builder.sign(_key(), hashes.SHA256())
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _elliptic() -> str:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_bytes(serialization.Encoding.PEM, form).decode()


def _bearer(salesforce: Salesforce, client: str, key: Any) -> Response:
    claims = {
        "iss": client,
        "sub": "ada@northwind.example.sandbox",
        "aud": "https://login.salesforce.com",
        "exp": salesforce.crm.org.now() + 180,
    }
    assertion = jwt.encode(claims, key, algorithm="RS256")
    return signing_in.token(salesforce, grant_type=JWT, assertion=assertion)


@pytest.mark.parametrize("pem", [_certificate, _public_key])
def test_doc_a_client_signs_by_the_key_of_its_certificate(
    salesforce: Salesforce, pem: Any
) -> None:
    order = {"client_id": "mine", "certificate": pem()}
    assert salesforce.steered("certificates", order) == {"client_id": "mine"}
    issued = signing_in.granted(_bearer(salesforce, "mine", _key()))
    assert "refresh_token" not in issued
    assert signing_in.status(salesforce, issued["access_token"]) == 200


def test_any_other_client_signs_by_the_test_key(salesforce: Salesforce) -> None:
    body: Any = salesforce.steer("GET", "test_key").body
    signing_in.granted(_bearer(salesforce, "other", body["private_key"]))
    wrong = ("invalid_grant", "invalid assertion")
    assert signing_in.error(_bearer(salesforce, "other", _key())) == wrong
    order = {"client_id": "mine", "certificate": _public_key()}
    salesforce.steered("certificates", order)
    assert signing_in.error(_bearer(salesforce, "mine", body["private_key"])) == wrong


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_doc_another_algorithm_is_refused(
    salesforce: Salesforce, algorithm: str
) -> None:
    claims = {"iss": "key", "sub": "x", "exp": salesforce.crm.org.now() + 180}
    secret: Any = None if algorithm == "none" else "x" * 32
    assertion = jwt.encode(claims, secret, algorithm=algorithm)
    response = signing_in.token(salesforce, grant_type=JWT, assertion=assertion)
    assert signing_in.error(response) == ("invalid_grant", "invalid assertion")


@pytest.mark.parametrize(
    "pem",
    ["no key", "-----BEGIN CERTIFICATE-----", _elliptic()],
    ids=["text", "cut", "ec"],
)
def test_what_is_no_rsa_key_is_not_registered(salesforce: Salesforce, pem: str) -> None:
    order = {"client_id": "mine", "certificate": pem}
    response = salesforce.steer("POST", "certificates", order)
    assert response.status == 400
