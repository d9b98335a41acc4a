"""The examination of structures by a child process that has no memory left for it. It is imported by the child."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def examine(items: Sequence[Any], law: Any) -> list[Any]:
    """Ask for more than a child may have, whatever is to be examined."""
    return [bytearray(1 << 40) for _ in items]
