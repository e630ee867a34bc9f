"""Where each page is."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from integrations.views.bar import bar
from integrations.views.budget import call_budget
from integrations.views.companies import companies
from integrations.views.companies_export import companies_export
from integrations.views.companies_tab import companies_tab
from integrations.views.company import account, company
from integrations.views.connected_apps import connected_apps
from integrations.views.connection import (
    clear_suspension,
    connection,
    connection_replace,
)
from integrations.views.duplicate import duplicate
from integrations.views.duplicates import duplicates
from integrations.views.error_actions import (
    errors_bring_back,
    errors_dismiss,
    errors_retry,
)
from integrations.views.error_group import error_group
from integrations.views.errors import errors
from integrations.views.errors_export import errors_export
from integrations.views.explain import why, why_account
from integrations.views.fields_refresh import fields_refresh
from integrations.views.health import sync_health
from integrations.views.healthz import healthz
from integrations.views.history import history, history_export, history_restore
from integrations.views.imports import import_counts, imports
from integrations.views.inclusion import inclusion, inclusion_form
from integrations.views.inclusion_check import inclusion_check
from integrations.views.mapping_add import mapping_add
from integrations.views.mapping_check import mapping_check
from integrations.views.mapping_delete import mapping_delete
from integrations.views.mapping_edit import mapping_edit
from integrations.views.mapping_offer import mapping_offer
from integrations.views.mapping_preview import mapping_preview
from integrations.views.mappings_csv import mappings_csv
from integrations.views.metrics import metrics
from integrations.views.resume_property import resume_property
from integrations.views.resync import resync, resync_mapping
from integrations.views.resync_record import resync_record, resync_result
from integrations.views.run import run, run_control, run_progress
from integrations.views.run_next import plan_counts, run_apply, run_go_on
from integrations.views.run_report import run_report
from integrations.views.runs import runs
from integrations.views.runs_export import runs_export
from integrations.views.search import search, search_suggestions
from integrations.views.sync_companies import switch_off, switch_on
from integrations.views.sync_rules import sync_rules
from integrations.views.theme import theme
from integrations.views.undo import undo_record, undo_run
from integrations.views.unlink import record_unlink
from integrations.views.values import values

SETTINGS = "settings/integrations/"
SALESFORCE = f"{SETTINGS}salesforce/"
TAB = f"{SALESFORCE}companies/"
MAPPINGS = f"{TAB}mappings/"
INCLUSION = f"{SALESFORCE}inclusion/"
RUNS = f"{SALESFORCE}runs/"
ERRORS = f"{SALESFORCE}errors/"
DUPLICATES = "crm/companies/duplicates/"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="companies"), name="home"),
    path("healthz", healthz, name="healthz"),
    path("metrics", metrics, name="metrics"),
    path("theme/", theme, name="theme"),
    path("bar/", bar, name="bar"),
    path("search/", search, name="search"),
    path("search/suggestions/", search_suggestions, name="search-suggestions"),
    path(SETTINGS, connected_apps, name="connected-apps"),
    path(SALESFORCE, sync_health, name="health"),
    path(f"{SALESFORCE}budget/", call_budget, name="budget"),
    path(f"{SALESFORCE}resume/", clear_suspension, name="clear-suspension"),
    path(f"{SALESFORCE}connection/", connection, name="connection"),
    path(
        f"{SALESFORCE}connection/<str:crm>/",
        connection_replace,
        name="connection-replace",
    ),
    path(TAB, companies_tab, name="companies-tab"),
    path(f"{TAB}on/", switch_on, name="sync-on"),
    path(f"{TAB}off/", switch_off, name="sync-off"),
    path(f"{TAB}rules/", sync_rules, name="sync-rules"),
    path(f"{TAB}fields/", fields_refresh, name="fields-refresh"),
    path(f"{TAB}mappings.csv", mappings_csv, name="mappings-csv"),
    path(f"{MAPPINGS}new/", mapping_add, name="mapping-add"),
    path(f"{MAPPINGS}check/", mapping_check, name="mapping-check"),
    path(f"{MAPPINGS}<int:pk>/", mapping_edit, name="mapping-edit"),
    path(f"{MAPPINGS}<int:pk>/delete/", mapping_delete, name="mapping-delete"),
    path(f"{MAPPINGS}<int:pk>/offer/", mapping_offer, name="mapping-offer"),
    path(f"{MAPPINGS}<int:pk>/resync/", resync_mapping, name="resync-mapping"),
    path(f"{MAPPINGS}<int:pk>/preview/", mapping_preview, name="mapping-preview"),
    path(INCLUSION, inclusion, name="inclusion"),
    path(f"{INCLUSION}settings/", inclusion_form, name="inclusion-form"),
    path(f"{INCLUSION}check/", inclusion_check, name="inclusion-check"),
    path(f"{SALESFORCE}history/", history, name="history"),
    path(f"{SALESFORCE}history/export/", history_export, name="history-export"),
    path(
        f"{SALESFORCE}history/<int:pk>/restore/",
        history_restore,
        name="history-restore",
    ),
    path(RUNS, runs, name="runs"),
    path(f"{RUNS}export/", runs_export, name="runs-export"),
    path(f"{RUNS}<int:pk>/", run, name="run"),
    path(f"{RUNS}<int:pk>/progress/", run_progress, name="run-progress"),
    path(f"{RUNS}<int:pk>/control/", run_control, name="run-control"),
    path(f"{RUNS}<int:pk>/go-on/", run_go_on, name="run-go-on"),
    path(f"{RUNS}<int:pk>/apply/", run_apply, name="run-apply"),
    path(f"{RUNS}<int:pk>/undo/", undo_run, name="undo-run"),
    path(f"{RUNS}<int:pk>/report/", run_report, name="run-report"),
    path(ERRORS, errors, name="errors"),
    path(f"{ERRORS}group/", error_group, name="error-group"),
    path(f"{ERRORS}retry/", errors_retry, name="errors-retry"),
    path(f"{ERRORS}dismiss/", errors_dismiss, name="errors-dismiss"),
    path(f"{ERRORS}bring-back/", errors_bring_back, name="errors-bring-back"),
    path(f"{ERRORS}export/", errors_export, name="errors-export"),
    path("crm/companies/", companies, name="companies"),
    path("crm/companies/export/", companies_export, name="companies-export"),
    path("crm/companies/resync/", resync, name="resync"),
    path(DUPLICATES, duplicates, name="duplicates"),
    path(f"{DUPLICATES}<int:pk>/<str:action>/", duplicate, name="duplicate"),
    path("crm/companies/account/<str:account_id>/", account, name="account"),
    path("crm/companies/<int:company_id>/", company, name="company"),
    path("crm/companies/<int:company_id>/why/", why, name="why"),
    path(
        "crm/companies/account/<str:account_id>/why/", why_account, name="why-account"
    ),
    path("crm/records/<int:pk>/values/", values, name="record-values"),
    path("crm/records/<int:pk>/resume/", resume_property, name="resume-property"),
    path("crm/records/<int:pk>/unlink/", record_unlink, name="record-unlink"),
    path("crm/records/<int:pk>/resync/", resync_record, name="resync-record"),
    path("crm/records/<int:pk>/resync/<int:run>/", resync_result, name="resync-result"),
    path("crm/records/<int:pk>/undo/", undo_record, name="undo-record"),
    path("crm/import/", imports, name="import"),
    path("crm/import/counts/", import_counts, name="import-counts"),
    path("crm/import/plan/<int:pk>/", plan_counts, name="plan-counts"),
]
