"""The reference of the API as pages, from its OpenAPI document: a page for each subject, and one of all shapes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

Document = Mapping[str, Any]

METHODS: Final = ("get", "post", "put", "patch", "delete")
MOST_VALUES: Final = 40
"""Of longer enumerations the document has the values: countries, mostly."""
SHAPES: Final = "shapes.md"
AS_WRITTEN: Final = str.maketrans({"|": "\\|", "<": "&lt;", "\n": " ", "{": "&#123;"})


def pages_of(document: Document) -> dict[str, str]:
    """Return the pages of an OpenAPI 3.1 document by file name: index.md, one for each tag, and shapes.md."""
    pages = {_file_of(tag["name"]): "\n".join(_subject(tag, document)) for tag in document["tags"]}
    return {"index.md": "\n".join(_index(document)), **pages, SHAPES: "\n".join(_shapes(document))}


def _index(document: Document) -> Iterator[str]:
    yield "# The API, call by call\n"
    yield f"{document['info']['description']} Made from the [OpenAPI document](openapi.json).\n"
    yield "| subject | what for |\n| --- | --- |"
    for tag in document["tags"]:
        yield f"| [{_title(tag)}]({_file_of(tag['name'])}) | {_cell(tag['description'])} |"
    files = [_file_of(tag["name"]) for tag in document["tags"]]
    yield "\n".join(["", "```{toctree}", ":hidden:", ":maxdepth: 1", "", *files, SHAPES, "```", ""])


def _subject(tag: Mapping[str, str], document: Document) -> Iterator[str]:
    yield f"# {_title(tag)}\n\n{tag['description']}\n"
    for path, calls in document["paths"].items():
        for method in METHODS:
            if tag["name"] in calls.get(method, {}).get("tags", ()):
                yield from _call(method, path, calls[method])


def _call(method: str, path: str, call: Document) -> Iterator[str]:
    yield f"(call-{call['operationId']})=\n\n## {call['summary']}\n\n`{method.upper()} {path}`\n"
    if call.get("description"):
        yield call["description"] + "\n"
    if call.get("parameters"):
        yield "| parameter | in | is | means |\n| --- | --- | --- | --- |"
        for each in call["parameters"]:
            is_needed = ", needed" if each.get("required") else ""
            yield f"| `{each['name']}` | {each['in']}{is_needed} | {_kind(each['schema'])} | {_means(each)} |"
        yield ""
    for media, content in call.get("requestBody", {}).get("content", {}).items():
        yield f"Body, `{media}`: {_kind(content.get('schema', {}))}\n"
    for example in _examples(call.get("requestBody", {}).get("content", {})):
        yield f"```json\n{json.dumps(example, indent=2, ensure_ascii=False)}\n```\n"
    yield "| answer | with | means |\n| --- | --- | --- |"
    for status, answer in call["responses"].items():
        kinds = {_kind(content.get("schema", {})) for content in answer.get("content", {}).values()}
        yield f"| {status} | {' or '.join(sorted(kinds))} | {_cell(answer['description'])} |"
    yield ""


def _examples(content: Document) -> list[Any]:
    """Return the first example of a body in JSON, as a list of one or none."""
    examples = content.get("application/json", {}).get("examples", {})
    return [example["value"] for example in examples.values()][:1]


def _shapes(document: Document) -> Iterator[str]:
    yield "# Shapes\n\nWhat calls and answers are made of, by name.\n"
    for name, schema in sorted(document["components"]["schemas"].items()):
        yield f"({_anchor(name)})=\n\n## {name}\n"
        if schema.get("description"):
            yield schema["description"] + "\n"
        if "properties" not in schema:
            yield f"{_kind(schema)}\n"
            continue
        needed = set(schema.get("required", ()))
        yield "| field | is | means |\n| --- | --- | --- |"
        for field, each in schema["properties"].items():
            yield f"| `{field}`{'' if field in needed else ' (may be left out)'} | {_kind(each)} | {_means(each)} |"
        yield ""


def _kind(schema: Document) -> str:
    """Return what a value is, in a cell of a table: its type, with links to shapes that have a name."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return "null" if name == "NullEnum" else f"[{name}]({SHAPES}#{_anchor(name)})"
    for ways in ("oneOf", "anyOf", "allOf"):
        if ways in schema:
            return " or ".join(dict.fromkeys(map(_kind, schema[ways])))
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return _one_of(schema["enum"])
    types = schema.get("type", "anything")
    return " or ".join(_of_type(one, schema) for one in ([types] if isinstance(types, str) else types))


def _one_of(values: Iterable[Any]) -> str:
    shown = [f"`{_cell(json.dumps(value, ensure_ascii=False))}`" for value in values]
    return ", ".join(shown) if len(shown) <= MOST_VALUES else f"one of {len(shown)} values"


def _of_type(name: str, schema: Document) -> str:
    if name == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    if name == "object" and isinstance(schema.get("additionalProperties"), Mapping):
        return f"object of {_kind(schema['additionalProperties'])}"
    named = f"{name} ({schema['format']})" if "format" in schema else name
    return named + "".join(_bounds(schema, *keys) for keys in BOUNDS)


BOUNDS: Final = (("minimum", "maximum", ""), ("minLength", "maxLength", " characters"))


def _bounds(schema: Document, least: str, most: str, of_what: str) -> str:
    if most in schema:
        return f", {schema.get(least, 0)} to {schema[most]}{of_what}"
    return f", at least {schema[least]}{of_what}" if schema.get(least) else ""


def _means(schema: Document) -> str:
    return _cell(schema.get("description", ""))


def _cell(text: str) -> str:
    return text.translate(AS_WRITTEN)


def _title(tag: Mapping[str, str]) -> str:
    return tag["name"][0].upper() + tag["name"][1:]


def _file_of(tag: str) -> str:
    return f"{tag.replace(' ', '-')}.md"


def _anchor(name: str) -> str:
    return f"shape-{name.lower()}"
