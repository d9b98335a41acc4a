"""The schema of an answer, made of its types: what a document of the API says of each record, field for field."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any, Final

from msgspec import json

from watchlist.engine import vocabulary
from watchlist.engine.answer import Coverage, Line, Summary, Suppressed, SuppressedConflict, SuppressedFinding
from watchlist.engine.answer_shown import ShownLine, ShownSuppressedFinding

Schema = dict[str, Any]
"""A schema of JSON, of the draft that OpenAPI 3.1 takes."""

ADDRESS: Final = "#/components/schemas/{name}"
RECORDS: Final = (Coverage, Line, Summary, ShownLine)
ASIDE: Final = (SuppressedFinding, ShownSuppressedFinding, SuppressedConflict)


def components() -> dict[str, Schema]:
    """Return the schema of each record and of each of its parts, by the name of its type."""
    _, found = json.schema_components((*RECORDS, *ASIDE), schema_hook=_schema_of, ref_template=ADDRESS)
    return {name: _described(name, schema) for name, schema in found.items()}


def _schema_of(of: type) -> Schema:
    """Return the schema of what was set aside, which is of one type or another."""
    if of is not Suppressed:
        raise NotImplementedError(of)
    return {"anyOf": [{"$ref": ADDRESS.format(name=part.__name__)} for part in ASIDE]}


def _described(name: str, schema: Schema) -> Schema:
    """Return a schema with its description as a reader wants it: for words, what each of them means."""
    description = cleandoc(schema.get("description", ""))
    if "enum" not in schema:
        return {**schema, "description": description} if description else schema
    words: type[vocabulary.Word] = getattr(vocabulary, name)
    meanings = "\n".join(f"* `{word}`: {word.meaning}" for word in words)
    return {**schema, "enum": [str(word) for word in words], "description": f"{description}\n\n{meanings}"}
