"""The JSON body of a request, parsed so that all that was written is kept: when it comes, and when it is read again."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from watchlist.engine.reading.readers.records import keep_every_key

LONGEST_WHOLE: Final = 40  # characters


def parse_body(data: bytes) -> Any:
    """Return the parsed body: 25.00 stays 25.00, and of a name written twice both values stay.

    Raises ValueError for what is no JSON of this world, or not in UTF-8; RecursionError for what is nested too deeply.
    """
    text = data.decode("utf-8-sig")
    return json.loads(
        text, parse_float=_number, parse_int=_whole, parse_constant=_refuse, object_pairs_hook=keep_every_key
    )


def _whole(written: str) -> int | Decimal:
    """Return a whole number; one that no field holds as it was written, since to read it would take long."""
    return int(written) if len(written) <= LONGEST_WHOLE else _number(written)


def _number(written: str) -> Decimal:
    try:
        return Decimal(written)
    except InvalidOperation as error:
        raise ValueError(f"{written[:LONGEST_WHOLE]} is of no power that is read") from error


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")
