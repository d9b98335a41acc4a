"""How a line is logged: JSON on standard error for machines, coloured lines for a person who looks.

Nothing that was declared is logged, nor a token or a body. The words of a fault may quote them, and so may the values
in its frames: to a machine's log go its kind and the places that it passed, and no more.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from traceback import extract_tb
from typing import Any, Final

import structlog

from watchlist.engine.reports import visible

SHARED: Final[list[Callable[..., Any]]] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.PositionalArgumentsFormatter(),
]
"""What every line goes through, of structlog and of the standard library alike."""


def configure() -> None:
    """Have what structlog logs pass through the standard library, as all else does."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def formatter_of(*, readable: bool) -> logging.Formatter:
    """Return what writes a line: for a person, or for a machine."""
    last: list[Callable[..., Any]] = (
        [on_one_line, structlog.dev.ConsoleRenderer()]
        if readable
        else [without_fault_text, structlog.processors.JSONRenderer()]
    )
    processors = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last]
    return structlog.stdlib.ProcessorFormatter(processors=processors, foreign_pre_chain=SHARED)


def on_one_line(logger: object, name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Write out what would end a line, or be an order to the terminal of a person; to a machine JSON quotes it."""
    return {**event, "event": visible(str(event.get("event", "")))}


def without_fault_text(logger: object, name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Replace an exception by its type and the places in its traceback, without its message and values."""
    exc_info = event.pop("exc_info", None)
    error = sys.exc_info()[1] if exc_info is True else exc_info[1] if isinstance(exc_info, tuple) else exc_info
    if isinstance(error, BaseException):
        frames = extract_tb(error.__traceback__)
        event["fault"] = f"{type(error).__module__}.{type(error).__qualname__}"
        event["places"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return event
