"""A record's associations page by page; where a page goes on is opaque (recorded)."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from integrations.sandbox.hubspot.call import HOST
from integrations.sandbox.hubspot.link_checks import plain_type
from integrations.sandbox.hubspot.portal import PORTAL_ID
from integrations.sandbox.hubspot.refusals import invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.portal import Portal


class AssociationPage(NamedTuple):
    """``shown`` has the type ids of each associated record; the last page no paging."""

    shown: Mapping[int, tuple[int, ...]]
    paging: dict[str, object] | None = None


def association_page(
    portal: Portal,
    kinds: tuple[ObjectKind, ObjectKind],
    record_id: int,
    limit: int,
    after: str = "",
) -> AssociationPage:
    ends = (kinds[0].name, kinds[1].name)
    held, last = portal.associations.of(ends, record_id), _last_told(after)
    rest = [other for other in held if other > last]
    shown = {other: held[other] for other in rest[:limit]}
    if len(rest) <= limit:
        return AssociationPage(shown)
    following = _cursor(plain_type(portal, ends).id, rest[limit - 1])
    own, to = kinds[0].type_id, kinds[1].type_id
    link = f"{HOST}/crm/v4/objects/{own}/{record_id}/associations/{to}"
    query = f"portalId={PORTAL_ID}&after={following}"
    return AssociationPage(
        shown, {"next": {"after": following, "link": f"{link}?{query}"}}
    )


def _cursor(type_id: int, record_id: int) -> str:
    """Percent-encoded in a body, too (recorded)."""
    return quote(b64encode(f"0-{type_id}-{record_id}".encode()), safe="")


def _last_told(cursor: str) -> int:
    """A client may send it as it was told, or decoded."""
    if not cursor:
        return 0
    try:
        text = b64decode(unquote(cursor), validate=True).decode()
        return int(text.rpartition("-")[2])
    except (binascii.Error, ValueError) as error:
        raise invalid(f"The paging cursor {cursor} is not valid") from error
