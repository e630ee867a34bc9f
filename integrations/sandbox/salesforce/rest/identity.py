"""Who the token belongs to, in the two shapes Salesforce tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from integrations.sandbox.salesforce import stamps
from integrations.sandbox.salesforce.errors import CallError
from integrations.sandbox.salesforce.ids import canonical
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.rest.call import Call
    from integrations.sandbox.salesforce.schema.field import Row
    from integrations.sandbox.salesforce.sessions import Sessions

UNKNOWN: dict[str, object] = {
    "addr_street": None,
    "addr_city": None,
    "addr_state": None,
    "addr_country": None,
    "addr_zip": None,
    "mobile_phone": None,
    "mobile_phone_verified": False,
    "is_lightning_login_user": False,
}


def refused(call: Call, sessions: Sessions) -> Response | None:
    """Documented: these two refuse a token by 403; the words were seen in public.

    A token that begins with ``expired`` is 401 here as everywhere in the sandbox.
    """
    given = dict(call.request.query)
    token = given.get("oauth_token") or given.get("access_token")
    authorization = call.request.headers.get("authorization")
    authorization = f"Bearer {token}" if token else authorization
    if not authorization:
        return _plain(403, "Missing_OAuth_Token")
    try:
        if call.request.fault.get("expire_session"):
            sessions.refuse(authorization)
        sessions.check(authorization)
    except CallError as refusal:
        is_told = refusal.status == 403 or " expired" in authorization
        return refusal.response() if is_told else _plain(403, "Bad_OAuth_Token")
    return None


def userinfo(call: Call) -> Response:
    org = call.org
    user = org.tables["User"].rows[org.user_id]
    common = _common(call, user)
    return Response(
        200,
        {
            "sub": f"{call.host}/id/{org.id}/{org.user_id}",
            "preferred_username": user["Username"],
            "nickname": user["CommunityNickname"],
            "name": user["Name"],
            "given_name": user["FirstName"],
            "family_name": user["LastName"],
            "zoneinfo": user["TimeZoneSidKey"],
            "profile": f"{call.host}/{org.user_id}",
            "picture": f"{call.host}/profilephoto/005/F",
            "address": {},
            "updated_at": _changed(user),
            **common,
        },
    )


def identity(call: Call, org_id: str, user_id: str) -> Response:
    """Documented: a wrong org is 403, an unknown user 404, both in plain words."""
    if canonical(org_id) != call.org.id:
        return _plain(403, "Wrong_Org")
    user = call.org.tables["User"].rows.get(canonical(user_id) or "")
    if user is None:
        return _plain(404, "Bad_Id")
    return Response(
        200,
        {
            "id": f"{call.host}/id/{call.org.id}/{user['Id']}",
            "asserted_user": user["Id"] == call.org.user_id,
            "username": user["Username"],
            "nick_name": user["CommunityNickname"],
            "display_name": user["Name"],
            "first_name": user["FirstName"],
            "last_name": user["LastName"],
            "timezone": user["TimeZoneSidKey"],
            **UNKNOWN,
            "status": {"created_date": None, "body": None},
            "last_modified_date": _changed(user),
            **_common(call, user),
        },
    )


def _common(call: Call, user: Row) -> dict[str, object]:
    picture = f"{call.host}/profilephoto/005"
    return {
        "user_id": user["Id"],
        "organization_id": call.org.id,
        "email": user["Email"],
        "email_verified": True,
        "photos": {"picture": f"{picture}/F", "thumbnail": f"{picture}/T"},
        "urls": _urls(call, str(user["Id"])),
        "active": user.get("IsActive", False),
        "user_type": "STANDARD",
        "language": user["LanguageLocaleKey"],
        "locale": user["LocaleSidKey"],
        "utcOffset": 0,
    }


def _urls(call: Call, user_id: str) -> dict[str, str]:
    rest = f"{call.host}/services/data/v{{version}}/"
    soap = f"{call.host}/services/Soap"
    return {
        "enterprise": f"{soap}/c/{{version}}/{call.org.id[:15]}",
        "metadata": f"{soap}/m/{{version}}/{call.org.id[:15]}",
        "partner": f"{soap}/u/{{version}}/{call.org.id[:15]}",
        "rest": rest,
        "sobjects": f"{rest}sobjects/",
        "search": f"{rest}search/",
        "query": f"{rest}query/",
        "recent": f"{rest}recent/",
        "tooling_rest": f"{rest}tooling/",
        "profile": f"{call.host}/{user_id}",
        "custom_domain": call.host,
    }


def _changed(user: Row) -> str:
    return stamps.rendered(cast("int", user["LastModifiedDate"]))


def _plain(status: int, words: str) -> Response:
    return Response(status, words.encode(), {"Content-Type": "text/plain"})
