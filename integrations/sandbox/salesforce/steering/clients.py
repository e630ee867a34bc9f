"""How a test makes a client known that signs by a key of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.orders import OrderError, is_text
from integrations.sandbox.salesforce.steering.bodies import complete

if TYPE_CHECKING:
    from integrations.sandbox.orders import Check
    from integrations.sandbox.salesforce.oauth.sign_in import SignIn

CERTIFICATE: dict[str, Check] = {"client_id": is_text, "certificate": is_text}


def register(sign_in: SignIn, order: object) -> object:
    """``certificate`` is one in PEM form, or a public key."""
    keys = complete(order, CERTIFICATE)
    try:
        sign_in.keys.register(str(keys["client_id"]), str(keys["certificate"]))
    except ValueError as error:
        raise OrderError(f'"certificate" does not do. {error}') from error
    return {"client_id": keys["client_id"]}


def key_for_tests(sign_in: SignIn, _: object) -> object:
    """The private key that every other client may sign with."""
    return {"private_key": sign_in.keys.test_key()}
