"""What became of a company's move to another stage, as its outcome tells it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.engine.item import Item
from integrations.engine.judge import Done, Kind
from integrations.engine.lifecycle_moves import PROPERTY
from integrations.engine.sync_errors import CODE_LENGTH, STAGE, from_crm
from integrations.errors import CrmError
from integrations.rules.plan import Unchanged

if TYPE_CHECKING:
    from integrations.engine.lifecycle_moves import Move

REASON = STAGE


def done_of(move: Move, answer: object) -> Done:
    change = {
        "side": "hubspot",
        "property": PROPERTY,
        "field": "",
        "old": move.old.value if move.old else None,
        "new": move.new.value,
    }
    told = _told(move)
    done = Done(
        Item(move.record), Unchanged({}, ()), Kind.UPDATED, REASON, told, [change]
    )
    return _refused(done, move, answer) if isinstance(answer, CrmError) else done


def _told(move: Move) -> str:
    if move.contact is None:
        told = _("A contact became %(stage)s earlier, and the company follows now.")
        return told % {"stage": move.new.label}
    told = _("The contact %(name)s became %(stage)s, and the company follows.")
    return told % {"name": move.contact.name, "stage": move.new.label}


def _refused(done: Done, move: Move, error: CrmError) -> Done:
    problem = replace(
        from_crm(error, {}),
        code=STAGE,
        property=PROPERTY,
        field="",
        value=move.new.value,
    )
    done.kind, done.reason = Kind.FAILED, error.code[:CODE_LENGTH]
    done.message, done.changes = error.message, []
    done.problems = [problem]
    return done
