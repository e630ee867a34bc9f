"""From a request to its handler: address, session, limit, commit."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from integrations.sandbox.salesforce.errors import (
    NotFoundError,
    RefusalError,
    UnsupportedError,
)
from integrations.sandbox.salesforce.rest import authorize, identity, oauth, versions
from integrations.sandbox.salesforce.rest.call import Call
from integrations.sandbox.salesforce.rest.resources import DATA
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.oauth.sign_in import SignIn
    from integrations.sandbox.salesforce.org import Org
    from integrations.sandbox.wire import Request

LONGEST_ADDRESS = 16_384


class Gateway:
    def __init__(self, org: Org, sign_in: SignIn) -> None:
        self._org = org
        self._sign_in = sign_in

    def answer(self, request: Request) -> Response:
        self._org.pending.settle(self._org.clock.seconds())
        if too_long := _too_long(request):
            return Response(too_long)
        try:
            return self._dispatch(request)
        except RefusalError as refusal:
            return refusal.response()

    def _dispatch(self, request: Request) -> Response:
        match request.segments:
            case ["services", "data"]:
                return versions.versions()
            case ["services", "data", version, *rest]:
                return self._data(request, versions.checked_version(version), rest)
            case ["services", "oauth2", name]:
                return self._oauth(request, name)
            case ["id", org_id, user_id]:
                call = Call(self._org, request)
                refused = identity.refused(call, self._sign_in.sessions)
                return refused or identity.identity(call, org_id, user_id)
            case ["services", "Soap", *_]:
                raise UnsupportedError("SOAP")
            case ["services", "async", *_]:
                raise UnsupportedError("the Bulk API before version 2.0")
        raise NotFoundError

    def _oauth(self, request: Request, name: str) -> Response:
        call = Call(self._org, request)
        match request.method, name:
            case "POST", "token":
                return oauth.token(call, self._sign_in)
            case (("POST" | "GET"), "authorize"):
                return authorize.authorize(call, self._sign_in)
            case (("POST" | "GET"), "revoke"):
                return oauth.revoke(call, self._sign_in)
            case (("POST" | "GET"), "userinfo"):
                refused = identity.refused(call, self._sign_in.sessions)
                return refused or identity.userinfo(call)
        raise UnsupportedError(f"{request.method} of the OAuth endpoint {name}")

    def _data(self, request: Request, version: str, rest: list[str]) -> Response:
        self._check_session(request)
        self._org.usage.count()
        try:
            response = self._handled(request, version, rest)
        except RefusalError as refusal:
            response = refusal.response()
        response.headers["Sforce-Limit-Info"] = self._org.usage.header()
        return response

    def _handled(self, request: Request, version: str, rest: list[str]) -> Response:
        handler, match = DATA.handler(_method(request), rest or [""])
        call = Call(self._org, request, version, match.arguments, DATA)
        try:
            response = handler(call)
        except RefusalError as refusal:
            call.unit.roll_back()
            refusal.locate(request.body)
            raise
        if late := request.fault.get("late_commit_s"):
            call.unit.postpone(cast("float", late))
        return response

    def _check_session(self, request: Request) -> None:
        """A token that was not known when the sessions ended is refused here."""
        authorization = request.headers.get("authorization")
        if request.fault.get("expire_session"):
            self._sign_in.sessions.refuse(authorization)
        self._sign_in.sessions.check(authorization)


def _method(request: Request) -> str:
    """Documented: HEAD is GET without the body, and a POST may stand for a PATCH."""
    if request.method == "HEAD":
        return "GET"
    meant = dict(request.query).get("_HttpMethod") if request.method == "POST" else ""
    return meant or request.method


def _too_long(request: Request) -> HTTPStatus | None:
    """Documented: 16,384 bytes for the address, and for it and the headers."""
    address = len(request.path) + len(request.query_string)
    headers = sum(len(name) + len(text) for name, text in request.headers.items())
    if address > LONGEST_ADDRESS:
        return HTTPStatus.REQUEST_URI_TOO_LONG
    if address + headers > LONGEST_ADDRESS:
        return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
    return None
