"""What to do about a sync error, and where: by its code, else by its category (E2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from integrations.engine.remedies_by_code import AUTOMATION, BY_CODE, VALUE_MAP
from integrations.models import SyncError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrPromise

Category = SyncError.Category

BY_CATEGORY: Mapping[SyncError.Category, StrPromise] = {
    Category.ASSOCIATION: lazy(
        "The record points to another that is missing, or that does not sync yet. "
        "Import that account first, or remove the association in HubSpot; then retry."
    ),
    Category.DUPLICATE: lazy(
        "The record exists already on the other side. Merge the two there, or link the "
        "existing one; then retry."
    ),
    Category.PERMISSION: lazy(
        "Check what the integration user may do: in Salesforce its profile and "
        "permission sets (objects, fields, records), in HubSpot the scopes of its "
        "token. Grant what the message names, then retry."
    ),
    Category.VALIDATION: AUTOMATION,
    Category.PICKLIST: VALUE_MAP,
    Category.VALUE: lazy(
        "Correct the value where it was entered: %(property)s in HubSpot, %(field)s in "
        "Salesforce. If the two hold different kinds of values, map another pair under "
        "Salesforce > Companies > Company property mappings."
    ),
    Category.REQUIRED: lazy(
        "Fill the value that is required, or stop requiring it in the CRM that does."
    ),
    Category.MAPPING: lazy(
        "Under Salesforce > Companies > Company property mappings remove the mapping "
        "of %(property)s and %(field)s, or map another. If it should be there, check "
        "that it still exists and that the integration user may see it."
    ),
    Category.LIMIT: lazy(
        "The CRM takes no more calls for now. It is tried again by itself; if this "
        "happens daily, ask for a higher limit, or poll both CRMs less often."
    ),
    Category.CONNECTION: lazy(
        "This mostly passes by itself: the record is tried again within seconds, then "
        "after growing waits. If it lasts, test both connections under Connected apps."
    ),
    Category.OTHER: lazy(
        "Read the CRM's own answer, correct the record there, then retry."
    ),
}


def remedy(error: SyncError) -> str:
    text = BY_CODE.get(error.code) or BY_CATEGORY[Category(error.category)]
    return str(text) % {"field": _field(error), "property": _property(error)}


def _field(error: SyncError) -> str:
    if error.field:
        return error.field
    if error.property:
        return _("the field mapped to %(name)s") % {"name": error.property}
    return _("the field that the message is about")


def _property(error: SyncError) -> str:
    if error.property:
        return error.property
    if error.field:
        return _("the property mapped to %(name)s") % {"name": error.field}
    return _("the property that the message is about")
