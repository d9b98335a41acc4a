"""The OpenAPI document says of every text that is answered that it is not empty: what is absent is null."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from watchlist.api.answer_parts import answer_components

Schema = dict[str, Any]

NEVER_EMPTY: Final = frozenset({"date", "date-time", "uuid", "binary"})
"""Formats whose texts have a character at least by themselves."""
ONE_CHARACTER: Final = 1


def forbid_empty_texts(document: dict[str, Any]) -> None:
    """Give each text of an answer its least length; the records of a screening stay as the command line has them."""
    schemas: dict[str, Schema] = document["components"]["schemas"]
    for text in texts_answered(document, schemas):
        text["minLength"] = ONE_CHARACTER


def texts_answered(document: dict[str, Any], schemas: dict[str, Schema]) -> Iterator[Schema]:
    """Yield the schema of every text that may be answered, those of the records of a screening left out."""
    seen = set(answer_components())
    open_schemas: list[Any] = [
        content["schema"]
        for path in document["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict)
        for response in operation["responses"].values()
        for content in response.get("content", {}).values()
    ]
    while open_schemas:
        schema = open_schemas.pop()
        if isinstance(schema, list):
            open_schemas += schema
        elif isinstance(schema, dict):
            name = str(schema.get("$ref", "")).rpartition("/")[2]
            if name and name not in seen:
                seen.add(name)
                open_schemas.append(schemas[name])
            if _is_open_text(schema):
                yield schema
            open_schemas += schema.values()


def _is_open_text(schema: Schema) -> bool:
    kinds = schema.get("type")
    is_text = kinds == "string" or (isinstance(kinds, list) and "string" in kinds)
    return is_text and "enum" not in schema and schema.get("format") not in NEVER_EMPTY
