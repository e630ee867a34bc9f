"""The object types the sandbox keeps, and the other ones HubSpot would know."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from integrations.sandbox.hubspot.refusals import RefusedError, not_implemented


@dataclass(frozen=True, slots=True, eq=False)
class ObjectKind:
    """There is one of each, told apart by identity.

    ``modified`` is the property that tells the last change; HubSpot has two names.

    ``needs`` are properties one of which a new record must have (documented).
    ``looked_up`` are kept in an index, although their values need not be unique.
    """

    name: str
    singular: str
    type_id: str
    modified: str
    default_properties: tuple[str, ...]
    searched: tuple[str, ...]
    needs: tuple[str, ...] = ()
    looked_up: tuple[str, ...] = ()

    @property
    def legacy_name(self) -> str:
        return self.singular.upper()


CONTACTS = ObjectKind(
    name="contacts",
    singular="contact",
    type_id="0-1",
    modified="lastmodifieddate",
    default_properties=("email", "firstname", "lastname"),
    searched=("firstname", "lastname", "email", "phone", "company"),
    looked_up=("email",),
)
COMPANIES = ObjectKind(
    name="companies",
    singular="company",
    type_id="0-2",
    modified="hs_lastmodifieddate",
    default_properties=("name", "domain"),
    searched=("website", "phone", "name", "domain"),
    needs=("name", "domain"),
    looked_up=("domain",),
)
KINDS = (CONTACTS, COMPANIES)

NOT_KEPT = frozenset(
    {
        *("deals", "deal", "0-3", "tickets", "ticket", "0-5", "products", "0-7"),
        *("line_items", "0-8", "quotes", "0-14", "tasks", "0-27", "leads", "0-136"),
        *("notes", "0-46", "meetings", "0-47", "calls", "0-48", "emails", "0-49"),
        *("services", "0-162", "courses", "0-410", "listings", "0-420", "users"),
        *("carts", "orders", "invoices", "subscriptions", "commerce_payments"),
        *("discounts", "fees", "taxes", "contracts", "goal_targets", "projects"),
        *("communications", "postal_mail", "feedback_submissions", "appointments"),
        *("partner_clients", "partner_services", "marketing_events"),
    }
)


@lru_cache(maxsize=64)
def find_kind(text: str) -> ObjectKind:
    """Take a name, a singular or a type id, as HubSpot's paths do."""
    wanted = text.lower()
    for kind in KINDS:
        if wanted in (kind.name, kind.singular, kind.type_id):
            return kind
    if wanted in NOT_KEPT or wanted.startswith("2-"):
        raise not_implemented(f"the object type {text}")
    raise RefusedError(400, f"Unable to infer object type from: {text}")
