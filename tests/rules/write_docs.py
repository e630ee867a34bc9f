"""Write docs/rules.md from the rules: ``python -m tests.rules.write_docs``."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

from integrations.rules.flips import FLIPS, PAUSE, WITHIN
from integrations.rules.shared import FREEMAIL, SHARED_SITES
from tests.rules import tables, value_tables

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
HOUR = 3_600

TEXT = """\
# How Syncadmin decides

The tables are written from the code that decides: `python -m tests.rules.write_docs`.
*Why?* on a record shows the same criteria with their evidence.

## When a HubSpot company creates a Salesforce account

{criteria}

An account is created if any criterion creates and none blocks. All six are always asked
and shown. In effect a company creates an account when at least one of its contacts
qualifies for the inclusion list and not all of them are leads; the first two criteria
say more about why, and never outvote one that blocks.

*Actions > Resync* on a company's record creates the account whatever the criteria say,
and names those it overrode. What a CRM refuses then, or what first has to be chosen
among possible duplicates, stays asked for: it is tried again against the criteria,
until it is there, its error is dismissed, or somebody chooses *Leave* for it.

"Made automatically" below means: by HubSpot's setting *Create and associate companies
with contacts*. The default object created in Salesforce is Contact unless a row says
otherwise.

{situations}

A HubSpot contact syncs with the Salesforce contact or lead whose id it carries
(`salesforcecontactid`, `salesforceleadid`). Where it carries none, or Salesforce does
not have it, the e-mail address decides: a contact first, else a lead that is not
converted. Where several contacts share the address, one with an account is taken, so it
counts as private only if all of them are.

All this is asked again whenever the company, its contacts, their Salesforce records or
the list's members change: a contact that joins the list later creates the account then.
A list that was deleted, or that holds companies, lets no contact in until another is
chosen.

## How a partner is found before one is made

The steps are tried in the order of the settings, key and domain by default. The first
that finds a record without a partner decides; a company looks for its account as an
account looks for its company.

1. **Key**: the record already carries the other's id.
2. **Domain**: both have the same registrable domain.
3. **Name**: both names are the same but for case and punctuation. Off by default.

Exactly one candidate is linked. Candidates that are linked to somebody else do not
count. Several are not guessed between: nothing is created, and the record waits under
*Possible duplicates* with the candidates, the likeliest first, until somebody links
one, has a new one created, or leaves it.

{similarities}

Capitals, accents, the order of words and legal forms (Inc, GmbH, S.p.A.) do not count
in names.

{websites}

These domains never match, nor do those listed under *Shared domains* in the settings.

Mail providers:
{freemail}

Sites where companies have a page:
{sites}

## Deletes and merges

{departures}

Syncadmin never deletes an account.

## Who wins: the sync rules

The last agreement is the value both sides held after the last sync of the field.

{sync_rules}

With Two-way the later edit wins where both sides changed, by HubSpot's time of the
property and Salesforce's time of the record. The owner always syncs two-way, unless it
is set to Don't sync; an owner without a partner of the same e-mail address changes
nothing on the other side. A new mapping, or a changed one, acts on a record when that
syncs next.

## Which types fit

{types}

Numbers are rounded to the Salesforce field's decimals. A text is never cut. A date and
a date with time agree on the day in UTC. "0" and "0.0" are the same, and so is one
moment in two time zones: neither is written over the other. Salesforce's API tells
about fifteen digits of a number apart, so the last digits of longer ones are rounded.
HubSpot keeps only the host of a company's *domain*: a website mapped to it is compared
by its host.

A value that cannot cross leaves out its field; the record's other fields sync. Only an
account is not created while one of its values cannot cross: the company is *Failing*,
its error names the field and the remedy, and the account is created as soon as that is
set right. For example:

{refusals}

## Lifecycle stages

While companies sync, a contact's change of lifecycle stage moves its company forward in
the order of HubSpot's pipeline, custom stages included, and never back. Only companies
that sync follow, which is to say that are linked to an account: one that is linked
later follows from its contacts' next change of stage on. Of several contacts the
furthest counts; a stage the pipeline does not have is ignored. With four stages:

{stages}

## The brake

A run stops itself and asks when

{brakes}

Imports and resyncs by hand announce what they create, and are not stopped for that. A
plan that is applied and an undo were shown before, and are not stopped at all. The
shares are settings, under *Company sync rules*. Nothing of what the run stopped at is
written until a person lets it go on.

## Ping-pong

Where a sync wrote one field of a record {flips} times or more within {hours} hour,
always between the same two values and each side always the same one, two automations
fight over it through the sync. The field is paused on that record, and the record says
so, until an admin resumes it or {pause} hours have passed. Change or remove one of the
two automations first.
"""


def document() -> str:
    return TEXT.format(
        criteria=tables.criteria(),
        situations=tables.situations(),
        similarities=tables.similarities(),
        websites=tables.websites(),
        freemail=_domains(FREEMAIL),
        sites=_domains(SHARED_SITES),
        departures=tables.departures(),
        sync_rules=value_tables.sync_rules(),
        types=value_tables.types(),
        refusals=value_tables.refusals(),
        stages=tables.stages(),
        brakes=tables.brakes(),
        flips=FLIPS,
        hours=WITHIN.seconds // HOUR,
        pause=PAUSE.days * 24,
    )


def _domains(domains: frozenset[str]) -> str:
    listed = ", ".join(sorted(domains))
    return fill(listed, width=88, break_on_hyphens=False) + "."


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
