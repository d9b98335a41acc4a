"""What is logged, and where to. How a line is written stands in `log_lines`, which loads structlog and its colours.

A command that answers at once hardly ever logs: it loads that for its first line.
"""

from __future__ import annotations

import logging
from functools import cached_property
from typing import Any


class LateFormatter(logging.Formatter):
    """Writes lines for a person or for a machine; what it takes is loaded when there is a line."""

    def __init__(self, *, readable: bool) -> None:
        super().__init__()
        self._readable = readable

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        return self._formatter.format(record)

    @cached_property
    def _formatter(self) -> logging.Formatter:
        from watchlist.middleware.log_lines import formatter_of  # noqa: PLC0415 - slow to load

        return formatter_of(readable=self._readable)


def logging_of(*, readable: bool, seldom: bool = False) -> dict[str, Any]:
    """Return Django's LOGGING, for a person or for a machine; unless the process logs `seldom`, set structlog up."""
    if not seldom:
        from watchlist.middleware.log_lines import configure  # noqa: PLC0415 - slow to load

        configure()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"structured": {"()": LateFormatter, "readable": readable}},
        "handlers": {"standard_error": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["standard_error"], "level": "WARNING"},
        "loggers": {
            # Django's own say what `request_finished` and `request_failed` say, and its server quotes the query.
            "django": {"handlers": [], "level": "WARNING"},
            "django.request": {"level": "CRITICAL"},
            "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
            "django_structlog": {"level": "INFO"},
            "watchlist": {"level": "INFO"},
        },
    }
