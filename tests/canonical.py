"""Records as plain JSON, to be compared byte for byte with what is written of their types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson


def canonical(record: Mapping[str, Any]) -> str:
    """Return a record as one line of JSON without spaces, its keys in their order, its text unescaped."""
    return orjson.dumps(record).decode()
