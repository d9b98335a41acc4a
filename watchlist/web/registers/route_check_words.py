"""The words of route checks."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from watchlist.cases import ROUTE_RESULT_LABELS

ROUTE_RESULTS: Final[dict[str, Promise]] = {word: gettext_lazy(label) for word, label in ROUTE_RESULT_LABELS.items()}
