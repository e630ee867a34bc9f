"""The web server flow: authorization codes, and the proof of who asked for one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from integrations.sandbox.salesforce.oauth.codes import challenge_of
from tests.sandbox.salesforce import signing_in
from tests.sandbox.salesforce.signing_in import BACK, WEB

if TYPE_CHECKING:
    from integrations.sandbox.wire import Response
    from tests.sandbox.salesforce.calling import Salesforce

VERIFIER = "a-verifier-of-at-least-forty-three-characters-in-all"
PKCE = {"code_challenge": challenge_of(VERIFIER), "code_challenge_method": "S256"}


def _authorize(salesforce: Salesforce, **wishes: str) -> Response:
    query = urlencode({**WEB, **wishes})
    path = f"/services/oauth2/authorize?{query}"
    return salesforce.send("GET", path, headers={"authorization": ""})


def _answer(response: Response) -> dict[str, str]:
    assert response.status == 302
    address = urlsplit(response.headers["Location"])
    assert address._replace(query="").geturl() == BACK
    return {name: values[0] for name, values in parse_qs(address.query).items()}


def _code(salesforce: Salesforce, **wishes: str) -> str:
    return _answer(_authorize(salesforce, **wishes))["code"]


def _redeem(salesforce: Salesforce, code: str, **form: str) -> Response:
    return signing_in.token(
        salesforce,
        **{
            "grant_type": "authorization_code",
            "code": code,
            "client_id": "key",
            "redirect_uri": BACK,
            **form,
        },
    )


def test_doc_a_code_and_its_verifier_give_both_tokens(salesforce: Salesforce) -> None:
    answer = _answer(_authorize(salesforce, state="s t", **PKCE))
    assert answer.keys() == {"code", "state"}
    assert answer["state"] == "s t"
    response = _redeem(salesforce, answer["code"], code_verifier=VERIFIER)
    issued = signing_in.granted(response)
    assert issued["scope"] == "api refresh_token"
    assert issued["refresh_token"]
    assert signing_in.status(salesforce, issued["access_token"]) == 200


def test_doc_a_secret_does_instead_of_a_verifier(salesforce: Salesforce) -> None:
    code = _code(salesforce)
    signing_in.granted(_redeem(salesforce, code, client_secret="hush"))


def test_doc_without_the_scope_there_is_no_refresh_token(
    salesforce: Salesforce,
) -> None:
    code = _code(salesforce, scope="api", **PKCE)
    issued = signing_in.granted(_redeem(salesforce, code, code_verifier=VERIFIER))
    assert "refresh_token" not in issued


@pytest.mark.parametrize(
    ("wishes", "form", "error"),
    [
        pytest.param(
            PKCE,
            {"code_verifier": "wrong"},
            ("invalid_grant", "invalid code verifier"),
            id="pub-a-wrong-verifier",
        ),
        pytest.param(
            PKCE,
            {"client_secret": "hush"},
            ("invalid_grant", "invalid code verifier"),
            id="mem-no-verifier",
        ),
        pytest.param(
            {},
            {"code_verifier": VERIFIER, "client_secret": "hush"},
            ("invalid_grant", "unexpected code verifier"),
            id="pub-a-verifier-without-a-challenge",
        ),
        pytest.param(
            PKCE,
            {"code_verifier": VERIFIER, "redirect_uri": f"{BACK}/"},
            ("redirect_uri_mismatch", "redirect_uri must match configuration"),
            id="mem-another-address",
        ),
        pytest.param(
            PKCE,
            {"code_verifier": VERIFIER, "client_id": "other"},
            ("invalid_grant", "invalid authorization code"),
            id="pub-another-client",
        ),
        pytest.param(
            {},
            {},
            ("invalid_client", "invalid client credentials"),
            id="mem-neither-secret-nor-verifier",
        ),
        pytest.param(
            {},
            {"client_secret": "invalid"},
            ("invalid_client", "invalid client credentials"),
            id="doc-a-wrong-secret",
        ),
        pytest.param(
            {},
            {"client_id": "invalid"},
            ("invalid_client_id", "client identifier invalid"),
            id="doc-a-wrong-client",
        ),
        pytest.param(
            {},
            {"code": "made-up"},
            ("invalid_grant", "invalid authorization code"),
            id="pub-a-code-nobody-issued",
        ),
    ],
)
def test_a_code_is_refused(
    salesforce: Salesforce,
    wishes: dict[str, str],
    form: dict[str, str],
    error: tuple[str, str],
) -> None:
    code = _code(salesforce, **wishes)
    assert signing_in.error(_redeem(salesforce, **{"code": code, **form})) == error


def test_pub_a_code_is_good_once_and_not_for_long(salesforce: Salesforce) -> None:
    late = ("invalid_grant", "expired authorization code")
    code, other = _code(salesforce), _code(salesforce)
    signing_in.granted(_redeem(salesforce, code, client_secret="hush"))
    again = _redeem(salesforce, code, client_secret="hush")
    assert signing_in.error(again) == late
    salesforce.crm.clock.advance(15 * 60 + 1)
    assert signing_in.error(_redeem(salesforce, other, client_secret="hush")) == late


@pytest.mark.parametrize(
    ("wishes", "error"),
    [
        pytest.param(
            {"login_hint": "denied@acme.example"},
            ("access_denied", "end-user denied authorization"),
            id="doc-the-user-says-no",
        ),
        pytest.param(
            {"response_type": "magic"},
            ("unsupported_response_type", "response type not supported"),
            id="doc-a-response-type",
        ),
        pytest.param(
            {"code_challenge_method": "S256"},
            ("invalid_request", "missing required code challenge"),
            id="pub-a-missing-challenge",
        ),
        pytest.param(
            {**PKCE, "code_challenge_method": "plain"},
            ("invalid_request", "code challenge method not supported"),
            id="mem-only-s256",
        ),
    ],
)
def test_an_error_goes_back_with_the_state(
    salesforce: Salesforce, wishes: dict[str, str], error: tuple[str, str]
) -> None:
    answer = _answer(_authorize(salesforce, state="7", **wishes))
    assert (answer["error"], answer["error_description"]) == error
    assert answer["state"] == "7"


@pytest.mark.parametrize(
    "wishes",
    [
        pytest.param({"client_id": "invalid"}, id="mem-unknown-client"),
        pytest.param({"redirect_uri": ""}, id="mem-no-address"),
        pytest.param({"redirect_uri": "javascript:alert(1)"}, id="mem-a-script"),
        pytest.param({"redirect_uri": f"{BACK}\r\nX: y"}, id="mem-two-lines"),
        pytest.param({"redirect_uri": "http://["}, id="mem-no-address-at-all"),
        pytest.param({"redirect_uri": f"{BACK}#here"}, id="mem-a-fragment"),
    ],
)
def test_nobody_is_sent_where_nobody_asked_to_be(
    salesforce: Salesforce, wishes: dict[str, str]
) -> None:
    response = _authorize(salesforce, **wishes)
    assert response.status == 400
    assert "Location" not in response.headers


def test_the_user_may_be_asked(salesforce: Salesforce) -> None:
    wishes = {"prompt": "consent", "scope": "api <b>"}
    response = _authorize(salesforce, **wishes)
    page = response.body
    assert isinstance(page, bytes)
    assert b"Allow" in page
    assert b"<b>" not in page
    allowed = _authorize(salesforce, **wishes, consent="given")
    assert "code" in _answer(allowed)
    denied = _authorize(salesforce, **wishes, consent="denied")
    assert _answer(denied)["error"] == "access_denied"


@pytest.mark.parametrize(
    "wishes", [{"response_type": "token"}, {"scope": "api openid"}]
)
def test_what_is_missing_is_named(
    salesforce: Salesforce, wishes: dict[str, str]
) -> None:
    assert _authorize(salesforce, **wishes).status == 501
