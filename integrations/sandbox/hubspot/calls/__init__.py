"""Every call the sandbox answers; a further module adds its ROUTES here."""

from integrations.sandbox.hubspot.calls import (
    account,
    associations,
    batches,
    groups,
    labels,
    lists,
    memberships,
    merge,
    missing,
    oauth,
    objects,
    owners,
    pipelines,
    properties,
    record_associations,
    search,
    stages,
    tokens,
)
from integrations.sandbox.hubspot.routes import RouteTable

TABLE = RouteTable(
    route
    for module in (
        account,
        associations,
        batches,
        groups,
        labels,
        lists,
        memberships,
        merge,
        missing,
        oauth,
        objects,
        owners,
        pipelines,
        properties,
        record_associations,
        search,
        stages,
        tokens,
    )
    for route in module.ROUTES
)
