"""The schema of an answer, made of its types: what a document of the API says of each record, field for field.

A record is described as readers are shown it, so what may be withheld from them may be null. That a part has no other
field is not said: another may come, and programs pass over what they do not know.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from inspect import cleandoc
from itertools import pairwise
from typing import Annotated, Any, Final, get_origin

from msgspec import Struct, json, structs

from watchlist.engine import answer, vocabulary
from watchlist.engine.answer import Coverage, Summary, Suppressed, SuppressedConflict
from watchlist.engine.answer_shown import ALWAYS_SHOWN, WITHHELD, ShownFinding, ShownLine, ShownSuppressedFinding

Schema = dict[str, Any]
"""A schema of JSON, of the draft that OpenAPI 3.1 takes."""
Named = Callable[[str], str]

ADDRESS: Final = "#/components/schemas/{name}"
RECORDS: Final = (Coverage, ShownLine, Summary)
SUPPRESSED: Final = (ShownSuppressedFinding, SuppressedConflict)
MAY_BE_WITHHELD: Final = frozenset({ShownFinding.__name__, ShownSuppressedFinding.__name__})
TAG_LINE: Final = "Which record it is."


def components(named: Named = str) -> dict[str, Schema]:
    """Return the schema of each record and of each of its parts, under what `named` calls the type of that name."""
    _, parts = json.schema_components((*RECORDS, *SUPPRESSED), schema_hook=_schema_of, ref_template="{name}")
    parts[Suppressed.__name__] = {"anyOf": [{"$ref": kind.__name__} for kind in SUPPRESSED]}
    parts |= {_target(schema): schema for schema in _narrowed(list(parts.values()))}
    return {named(name): _component(name, schema, named) for name, schema in parts.items()}


def _schema_of(kind: type) -> Schema:
    """Return the schema of what was set aside, which is of one type or another."""
    if kind is not Suppressed:
        raise NotImplementedError(kind)
    return {"$ref": Suppressed.__name__}


def _aliases() -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield a vocabulary and those of its words to which a field is limited, and what the answer calls these."""
    for name, alias in vars(answer).items():
        if get_origin(alias) is Annotated and (words := (alias.__metadata__[0].extra_json_schema or {}).get("enum")):
            yield (alias.__origin__.__name__, *words), name


NARROWED: Final = dict(_aliases())


def _target(schema: Schema) -> str:
    """Return the name of what a field refers to: a type, or those words of it that the field may have."""
    address: str = schema["$ref"]
    return NARROWED[address, *schema["enum"]] if "enum" in schema else address


def _narrowed(value: Any) -> Iterator[Schema]:
    """Yield the schema of each field that never has all words of its vocabulary."""
    match value:
        case {"$ref": str(), "enum": list()}:
            yield value
        case dict() | list():
            for inner in value.values() if isinstance(value, dict) else value:
                yield from _narrowed(inner)


def _component(name: str, schema: Schema, named: Named) -> Schema:
    """Return the schema that the document has for what msgspec makes of a type, or of some words of one."""
    if "enum" in schema:
        return _words(getattr(vocabulary, schema.get("$ref", name)), schema["enum"])
    part: type = getattr(answer, name.removeprefix("Shown"))
    description = {"description": cleandoc(schema.get("description") or part.__doc__ or "")}
    if not issubclass(part, Struct):
        return {**description, **_plain(schema, named)}
    lines = _lines_shown(part) if name in MAY_BE_WITHHELD else _lines(part)
    fields = {
        key: _with(lines.get(key), _plain(field_schema, named)) for key, field_schema in schema["properties"].items()
    }
    return {"type": "object", **description, "properties": fields, "required": schema["required"]}


def _words(word_type: type[vocabulary.Word], words: list[str]) -> Schema:
    """Return the schema of words of a vocabulary: what it is, and what each of them means."""
    meanings = "\n".join(f"* `{word}`: {word.meaning}" for word in word_type if word in words)
    return {
        "type": "string",
        "description": f"{cleandoc(word_type.__doc__ or '')}\n\n{meanings}",
        "enum": [word.value for word in word_type if word in words],
    }


def _plain(schema: Schema, named: Named) -> Schema:
    """Return a schema as the rest of the document is put, and as every program that makes clients reads it."""
    match schema:
        case {"$ref": str()}:
            return {"$ref": ADDRESS.format(name=named(_target(schema)))}
        case {"anyOf": [{"type": str(of)} as other, {"type": "null"}]}:
            return {**_plain(other, named), "type": [of, "null"]}
        case {"prefixItems": [of, *_], "minItems": least, "maxItems": most}:
            return {"type": "array", "items": _plain(of, named), "minItems": least, "maxItems": most}
        case {"enum": list(words)}:
            return {"type": "string", "enum": words}
        case {"type": "number"}:
            return {"type": "number", "format": "double"}
    return {key: _plain_within(value, named) for key, value in schema.items()}


def _plain_within(value: Any, named: Named) -> Any:
    match value:
        case dict():
            return _plain(value, named)
        case list():
            return [_plain_within(inner, named) for inner in value]
    return value


def _with(line: str | None, schema: Schema) -> Schema:
    if line is None:
        return schema
    return {"allOf": [schema], "description": line} if "$ref" in schema else {**schema, "description": line}


def _lines(part: type[Struct]) -> dict[str, str]:
    """Return the line under each field of a part, by its key."""
    lines: dict[str, str] = {}
    for base in reversed(part.__mro__):
        lines |= _lines_by_class().get(base.__name__, {})
    tag = part.__struct_config__.tag_field
    described = {field.encode_name: lines[field.name] for field in structs.fields(part) if field.name in lines}
    return {tag: TAG_LINE, **described} if tag else described


def _lines_shown(part: type[Struct]) -> dict[str, str]:
    """Return the line under each field of a part that may be withheld; all but those always shown say so."""
    return {
        key: line if key in ALWAYS_SHOWN else f"{line.removesuffix('.')}; {WITHHELD}."
        for key, line in _lines(part).items()
    }


@cache
def _lines_by_class() -> dict[str, dict[str, str]]:
    """Return the line under each attribute of each class of the answer: Python keeps none, so its source is read."""
    tree = ast.parse(inspect.getsource(answer))
    return {node.name: dict(_lines_within(node)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _lines_within(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for statement, following in pairwise(node.body):
        match statement, following:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(line))):
                yield name, cleandoc(line)
