"""The paths below ``/services/data/vXX.0``: a further resource is a further line."""

from __future__ import annotations

from integrations.sandbox.salesforce.rest import (
    batches,
    bulk_ingest,
    bulk_query,
    collections,
    composite,
    describing,
    external,
    limits,
    querying,
    replication,
    retrieve,
    rows,
    tooling,
    versions,
)
from integrations.sandbox.salesforce.rest.routes import Routes

DATA = Routes(
    {
        "": {"GET": versions.resources},
        "limits": {"GET": limits.limits},
        "query": {"GET": querying.query},
        "queryAll": {"GET": querying.query_all},
        "query/{locator}": {"GET": querying.next_page},
        "queryAll/{locator}": {"GET": querying.next_page},
        "sobjects": {"GET": describing.describe_global},
        "sobjects/{object}": {
            "GET": describing.basic_information,
            "POST": rows.create,
        },
        "sobjects/{object}/describe": {"GET": describing.describe},
        "sobjects/{object}/describe/{part}": {"GET": describing.describe_part},
        "sobjects/{object}/updated": {"GET": replication.updated},
        "sobjects/{object}/deleted": {"GET": replication.deleted},
        "sobjects/{object}/{id}": {
            "GET": rows.read,
            "PATCH": rows.update,
            "DELETE": rows.delete,
        },
        "sobjects/{object}/{field}/{value}": {
            "GET": external.read,
            "PATCH": external.write,
            "DELETE": external.delete,
        },
        "composite": {"GET": composite.resources, "POST": composite.composite},
        "composite/batch": {"POST": batches.batch},
        "composite/sobjects": {
            "POST": collections.create_all,
            "PATCH": collections.update_all,
            "DELETE": collections.delete_all,
        },
        "composite/sobjects/{object}": {
            "GET": retrieve.retrieve,
            "POST": retrieve.retrieve_many,
        },
        "composite/sobjects/{object}/{field}": {"PATCH": collections.upsert_all},
        "jobs/ingest": {"GET": bulk_ingest.list_all, "POST": bulk_ingest.create},
        "jobs/ingest/{job}": {
            "GET": bulk_ingest.read,
            "PATCH": bulk_ingest.change_state,
            "DELETE": bulk_ingest.forget,
        },
        "jobs/ingest/{job}/batches": {"PUT": bulk_ingest.upload},
        "jobs/ingest/{job}/successfulResults": {"GET": bulk_ingest.successful},
        "jobs/ingest/{job}/failedResults": {"GET": bulk_ingest.failed},
        "jobs/ingest/{job}/unprocessedrecords": {"GET": bulk_ingest.untouched},
        "jobs/ingest/{job}/unprocessedRecords": {"GET": bulk_ingest.untouched},
        "jobs/query": {"GET": bulk_query.list_all, "POST": bulk_query.create},
        "jobs/query/{job}": {
            "GET": bulk_query.read,
            "PATCH": bulk_query.change_state,
            "DELETE": bulk_query.forget,
        },
        "jobs/query/{job}/results": {"GET": bulk_query.results},
        "tooling/sobjects/CustomField": {"POST": tooling.create_custom_field},
        "tooling/sobjects/CustomField/{id}": {"DELETE": tooling.delete_custom_field},
    },
    unsupported=(
        "composite/graph",
        "composite/tree",
        "composite",
        "jobs/query",
        *versions.RESOURCES,
    ),
)
