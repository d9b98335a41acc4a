"""The OpenAPI document as the tests read it: made once, and its operations one by one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from drf_spectacular.generators import SchemaGenerator

METHODS = ("get", "post", "put", "patch", "delete")


class Operation(NamedTuple):
    """One operation: where it is, and what the document says of it."""

    path: str
    method: str
    described: dict[str, Any]

    def __str__(self) -> str:
        return str(self.described["operationId"])

    @property
    def is_open(self) -> bool:
        """Whether it asks for no token."""
        return not self.described.get("security")


@cache
def document() -> dict[str, Any]:
    """Return the document."""
    made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return made


def operations() -> Iterator[Operation]:
    """Yield every operation, in the order of the document."""
    for path, described in document()["paths"].items():
        yield from (Operation(path, method, described[method]) for method in METHODS if method in described)
