"""The SELECT of a query as the shape of its records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.rendering import Shape, word_of

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.rendering import Word
    from integrations.sandbox.salesforce.schema.field import Field, Row
    from integrations.sandbox.salesforce.soql.scope import Scope

Parents = dict[tuple[str, ...], Shape]


def selection(scope: Scope, version: str) -> Shape:
    shapes: Parents = {(): Shape(scope.sobject.name, version)}
    for path in scope.query.fields:
        column = scope.column(path)
        shape = _parent(column.hops, shapes, scope)
        name = column.field.name
        if any(name == chosen for chosen, _ in shape.words):
            reason = f"duplicate field selected: {path.text}"
            raise scope.error("INVALID_FIELD", reason, path.at)
        shape.words.append((name, word_of(column.field)))
    return shapes[()]


def _parent(hops: tuple[Field, ...], shapes: Parents, scope: Scope) -> Shape:
    names = tuple(hop.relationship or "" for hop in hops)
    if names not in shapes:
        child = _parent(hops[:-1], shapes, scope)
        target = scope.org.sobject(hops[-1].reference_to[-1])
        shape = Shape(target.name if target else "", child.version)
        child.words.append((names[-1], _through(hops[-1], shape, scope)))
        shapes[names] = shape
    return shapes[names]


def _through(hop: Field, shape: Shape, scope: Scope) -> Word:
    name, row_of = hop.name, scope.org.row

    def parent(row: Row) -> dict[str, object] | None:
        id_ = row.get(name)
        found = row_of(id_) if isinstance(id_, str) else None
        return None if found is None else shape.render(found)

    return parent
