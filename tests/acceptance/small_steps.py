"""Makes the steps of long work small, in every process that runs under `tests.acceptance.settings`."""

from __future__ import annotations

from typing import Final

from django.apps import AppConfig

SHARE: Final = 100
"""Lines of a long file that are answered and stored at once."""
STEP: Final = 60
"""Items, or lines, of one step of a look-back."""


class SmallSteps(AppConfig):
    """Sets the sizes, once the modules are there."""

    name = "tests.acceptance"
    label = "small_steps"

    def ready(self) -> None:
        """Set them."""
        from watchlist.screenings.chunks import making  # noqa: PLC0415
        from watchlist.screenings.rescreen import work  # noqa: PLC0415 - the models are there only now

        vars(making)["SHARE"] = SHARE
        vars(work).update(ITEMS=STEP, LINES=STEP)
