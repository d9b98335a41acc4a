"""Shipments of many lines as JSON Lines, packed by gzip: a record a line, and nothing of it held but the bytes."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, Final

HEADERS: Final = {"Content-Type": "application/jsonl", "Content-Encoding": "gzip"}


def packed(shipment: Mapping[str, Any], lines: Iterable[Mapping[str, Any]]) -> bytes:
    """Return the body: what holds of all lines in the first record, and each line in one of its own."""
    written = io.BytesIO()
    with gzip.GzipFile(fileobj=written, mode="wb", mtime=0) as file:
        for record in chain([{"record": "shipment", **shipment}], lines):
            file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
    return written.getvalue()
