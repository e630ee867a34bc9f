"""Signatures, codes and refresh tokens, checked as Salesforce checks them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from integrations.sandbox.salesforce.oauth.codes import challenge_of

if TYPE_CHECKING:
    from integrations.sandbox.wire import Response
    from tests.sandbox.salesforce.calling import Salesforce

JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
BACK = "https://app.example/callback"
VERIFIER = "a-verifier-of-at-least-forty-three-characters-in-all"
WEB = {"client_id": "key", "redirect_uri": BACK, "response_type": "code"}
PKCE = {"code_challenge": challenge_of(VERIFIER), "code_challenge_method": "S256"}
SECRET = {"client_id": "key", "client_secret": "hush"}


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


def _post(salesforce: Salesforce, name: str, form: dict[str, str]) -> Response:
    body = urlencode(form).encode()
    plain = {"authorization": ""}
    return salesforce.send("POST", f"/services/oauth2/{name}", body, plain)


def _token(salesforce: Salesforce, **form: str) -> Response:
    return _post(salesforce, "token", form)


def _granted(response: Response) -> dict[str, Any]:
    body: Any = response.body
    assert response.status == 200, body
    return dict(body)


def _error(response: Response) -> tuple[str, str]:
    body: Any = response.body
    assert response.status in (400, 401)
    return body["error"], body["error_description"]


def _bearer(salesforce: Salesforce, client: str, key: Any) -> Response:
    claims = {
        "iss": client,
        "sub": "ada@northwind.example.sandbox",
        "aud": "https://login.salesforce.com",
        "exp": salesforce.crm.org.now() + 180,
    }
    assertion = jwt.encode(claims, key, algorithm="RS256")
    return _token(salesforce, grant_type=JWT, assertion=assertion)


def _status(salesforce: Salesforce, token: str) -> int:
    headers = {"authorization": f"Bearer {token}"}
    return salesforce.call("GET", "limits", headers=headers).status


class TestSignature:
    @pytest.mark.parametrize("pem", [_certificate, _public_key])
    def test_doc_a_client_signs_by_the_key_of_its_certificate(
        self, salesforce: Salesforce, pem: Any
    ) -> None:
        order = {"client_id": "mine", "certificate": pem()}
        assert salesforce.steered("certificates", order) == {"client_id": "mine"}
        issued = _granted(_bearer(salesforce, "mine", _key()))
        assert "refresh_token" not in issued
        assert _status(salesforce, issued["access_token"]) == 200

    def test_any_other_client_signs_by_the_test_key(
        self, salesforce: Salesforce
    ) -> None:
        body: Any = salesforce.steer("GET", "test_key").body
        _granted(_bearer(salesforce, "other", body["private_key"]))
        wrong = ("invalid_grant", "invalid assertion")
        assert _error(_bearer(salesforce, "other", _key())) == wrong
        order = {"client_id": "mine", "certificate": _public_key()}
        salesforce.steered("certificates", order)
        assert _error(_bearer(salesforce, "mine", body["private_key"])) == wrong

    @pytest.mark.parametrize("algorithm", ["none", "HS256"])
    def test_doc_another_algorithm_is_refused(
        self, salesforce: Salesforce, algorithm: str
    ) -> None:
        claims = {"iss": "key", "sub": "x", "exp": salesforce.crm.org.now() + 180}
        secret: Any = None if algorithm == "none" else "x" * 32
        assertion = jwt.encode(claims, secret, algorithm=algorithm)
        response = _token(salesforce, grant_type=JWT, assertion=assertion)
        assert _error(response) == ("invalid_grant", "invalid assertion")

    @pytest.mark.parametrize(
        "pem",
        ["no key", "-----BEGIN CERTIFICATE-----", _elliptic()],
        ids=["text", "cut", "ec"],
    )
    def test_what_is_no_rsa_key_is_not_registered(
        self, salesforce: Salesforce, pem: str
    ) -> None:
        order = {"client_id": "mine", "certificate": pem}
        response = salesforce.steer("POST", "certificates", order)
        assert response.status == 400


class TestWebServerFlow:
    def _authorize(self, salesforce: Salesforce, **wishes: str) -> Response:
        query = urlencode({**WEB, **wishes})
        path = f"/services/oauth2/authorize?{query}"
        return salesforce.send("GET", path, headers={"authorization": ""})

    def _answer(self, response: Response) -> dict[str, str]:
        assert response.status == 302
        address = urlsplit(response.headers["Location"])
        assert address._replace(query="").geturl() == BACK
        return {name: values[0] for name, values in parse_qs(address.query).items()}

    def _code(self, salesforce: Salesforce, **wishes: str) -> str:
        return self._answer(self._authorize(salesforce, **wishes))["code"]

    def _redeem(self, salesforce: Salesforce, code: str, **form: str) -> Response:
        return _token(
            salesforce,
            **{
                "grant_type": "authorization_code",
                "code": code,
                "client_id": "key",
                "redirect_uri": BACK,
                **form,
            },
        )

    def test_doc_a_code_and_its_verifier_give_both_tokens(
        self, salesforce: Salesforce
    ) -> None:
        answer = self._answer(self._authorize(salesforce, state="s t", **PKCE))
        assert answer.keys() == {"code", "state"}
        assert answer["state"] == "s t"
        response = self._redeem(salesforce, answer["code"], code_verifier=VERIFIER)
        issued = _granted(response)
        assert issued["scope"] == "api refresh_token"
        assert issued["refresh_token"]
        assert _status(salesforce, issued["access_token"]) == 200

    def test_doc_a_secret_does_instead_of_a_verifier(
        self, salesforce: Salesforce
    ) -> None:
        code = self._code(salesforce)
        _granted(self._redeem(salesforce, code, client_secret="hush"))

    def test_doc_without_the_scope_there_is_no_refresh_token(
        self, salesforce: Salesforce
    ) -> None:
        code = self._code(salesforce, scope="api", **PKCE)
        issued = _granted(self._redeem(salesforce, code, code_verifier=VERIFIER))
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
        self,
        salesforce: Salesforce,
        wishes: dict[str, str],
        form: dict[str, str],
        error: tuple[str, str],
    ) -> None:
        code = self._code(salesforce, **wishes)
        assert _error(self._redeem(salesforce, **{"code": code, **form})) == error

    def test_pub_a_code_is_good_once_and_not_for_long(
        self, salesforce: Salesforce
    ) -> None:
        late = ("invalid_grant", "expired authorization code")
        code, other = self._code(salesforce), self._code(salesforce)
        _granted(self._redeem(salesforce, code, client_secret="hush"))
        again = self._redeem(salesforce, code, client_secret="hush")
        assert _error(again) == late
        salesforce.crm.clock.advance(15 * 60 + 1)
        assert _error(self._redeem(salesforce, other, client_secret="hush")) == late

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
        self, salesforce: Salesforce, wishes: dict[str, str], error: tuple[str, str]
    ) -> None:
        answer = self._answer(self._authorize(salesforce, state="7", **wishes))
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
        self, salesforce: Salesforce, wishes: dict[str, str]
    ) -> None:
        response = self._authorize(salesforce, **wishes)
        assert response.status == 400
        assert "Location" not in response.headers

    def test_the_user_may_be_asked(self, salesforce: Salesforce) -> None:
        wishes = {"prompt": "consent", "scope": "api <b>"}
        response = self._authorize(salesforce, **wishes)
        page = response.body
        assert isinstance(page, bytes)
        assert b"Allow" in page
        assert b"<b>" not in page
        allowed = self._authorize(salesforce, **wishes, consent="given")
        assert "code" in self._answer(allowed)
        denied = self._authorize(salesforce, **wishes, consent="denied")
        assert self._answer(denied)["error"] == "access_denied"

    @pytest.mark.parametrize(
        "wishes", [{"response_type": "token"}, {"scope": "api openid"}]
    )
    def test_what_is_missing_is_named(
        self, salesforce: Salesforce, wishes: dict[str, str]
    ) -> None:
        assert self._authorize(salesforce, **wishes).status == 501


class TestRotation:
    def _grant(self, salesforce: Salesforce) -> dict[str, Any]:
        path = f"/services/oauth2/authorize?{urlencode(WEB)}"
        address = urlsplit(salesforce.send("GET", path).headers["Location"])
        form = {"code": parse_qs(address.query)["code"][0], "redirect_uri": BACK}
        return _granted(
            _token(salesforce, grant_type="authorization_code", **form, **SECRET)
        )

    def _refresh(self, salesforce: Salesforce, token: str, **form: str) -> Response:
        grant = {"grant_type": "refresh_token", "refresh_token": token, **SECRET}
        return _token(salesforce, **{**grant, **form})

    def test_doc_each_use_gives_another_refresh_token(
        self, salesforce: Salesforce
    ) -> None:
        first = self._grant(salesforce)
        second = _granted(self._refresh(salesforce, first["refresh_token"]))
        third = _granted(self._refresh(salesforce, second["refresh_token"]))
        tokens = [grant["refresh_token"] for grant in (first, second, third)]
        assert len(set(tokens)) == 3
        assert _status(salesforce, third["access_token"]) == 200

    def test_doc_an_old_one_revokes_the_grant(self, salesforce: Salesforce) -> None:
        gone = ("invalid_grant", "expired access/refresh token")
        first = self._grant(salesforce)
        second = _granted(self._refresh(salesforce, first["refresh_token"]))
        assert _error(self._refresh(salesforce, first["refresh_token"])) == gone
        assert _error(self._refresh(salesforce, second["refresh_token"])) == gone
        for grant in (first, second):
            assert _status(salesforce, grant["access_token"]) == 401

    def test_doc_a_revoked_refresh_token_takes_its_access_tokens_along(
        self, salesforce: Salesforce
    ) -> None:
        grant = self._grant(salesforce)
        revoked = _post(salesforce, "revoke", {"token": grant["refresh_token"]})
        assert revoked.status == 200
        assert _status(salesforce, grant["access_token"]) == 401
        gone = ("invalid_grant", "expired access/refresh token")
        assert _error(self._refresh(salesforce, grant["refresh_token"])) == gone

    def test_a_refresh_token_belongs_to_its_client(
        self, salesforce: Salesforce
    ) -> None:
        grant = self._grant(salesforce)
        response = self._refresh(salesforce, grant["refresh_token"], client_id="other")
        assert _error(response)[0] == "invalid_grant"
        _granted(self._refresh(salesforce, grant["refresh_token"]))

    def test_mem_a_sixth_grant_ends_the_oldest(self, salesforce: Salesforce) -> None:
        grants = [self._grant(salesforce) for _ in range(6)]
        gone = ("invalid_grant", "expired access/refresh token")
        assert _error(self._refresh(salesforce, grants[0]["refresh_token"])) == gone
        for grant in grants[1:]:
            _granted(self._refresh(salesforce, grant["refresh_token"]))

    def test_a_session_that_ended_is_renewed(self, salesforce: Salesforce) -> None:
        grant = self._grant(salesforce)
        salesforce.crm.expire_sessions()
        assert _status(salesforce, grant["access_token"]) == 401
        renewed = _granted(self._refresh(salesforce, grant["refresh_token"]))
        assert _status(salesforce, renewed["access_token"]) == 200


class TestIdentity:
    PATHS = ("/services/oauth2/userinfo", "/id/{org}/{user}")

    def _answers(
        self, salesforce: Salesforce, authorization: str, query: str = ""
    ) -> set[tuple[int, Any]]:
        org = salesforce.crm.org
        headers = {"authorization": authorization}
        answers = set()
        for path in self.PATHS:
            path = path.format(org=org.id, user=org.user_id) + query
            response = salesforce.send("GET", path, headers=headers)
            is_word = isinstance(response.body, bytes)
            answers.add((response.status, response.body if is_word else None))
        return answers

    def test_pub_a_bad_token_is_403_and_a_word(self, salesforce: Salesforce) -> None:
        token = _granted(_token(salesforce, grant_type="client_credentials", **SECRET))
        bearer = f"Bearer {token['access_token']}"
        assert self._answers(salesforce, bearer) == {(200, None)}
        salesforce.crm.expire_sessions()
        assert self._answers(salesforce, bearer) == {(403, b"Bad_OAuth_Token")}

    def test_doc_no_token_is_403_too(self, salesforce: Salesforce) -> None:
        assert self._answers(salesforce, "") == {(403, b"Missing_OAuth_Token")}

    @pytest.mark.parametrize(
        ("token", "status"), [("expired", 401), ("forbidden", 403)]
    )
    def test_the_two_words_of_the_sandbox_hold_here_too(
        self, salesforce: Salesforce, token: str, status: int
    ) -> None:
        assert self._answers(salesforce, f"Bearer {token}-1") == {(status, None)}

    def test_doc_the_token_may_be_a_parameter(self, salesforce: Salesforce) -> None:
        assert self._answers(salesforce, "", "?oauth_token=any") == {(200, None)}

    def test_the_call_that_meets_the_fault_is_refused(
        self, salesforce: Salesforce
    ) -> None:
        path, fault = "/services/oauth2/userinfo", {"expire_session": True}
        response = salesforce.send("GET", path, fault=fault)
        assert (response.status, response.body) == (403, b"Bad_OAuth_Token")
