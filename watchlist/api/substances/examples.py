"""A substance as it is answered, for the OpenAPI document."""

from __future__ import annotations

from typing import Final

from watchlist.api.base import example_bodies

EXAMPLES: Final = example_bodies(__file__)
SEARCHED: Final = EXAMPLES["searched"]
WHOLE: Final = EXAMPLES["whole"]
