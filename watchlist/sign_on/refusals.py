"""Why a log-in by the provider came to nothing, for whoever answers the person."""

from __future__ import annotations


class NotBelieved(Exception):
    """What came from the provider, or as if from it, does not hold; the text is for the log, and names nobody."""


class ProviderAway(Exception):
    """The provider did not answer, or with a fault of its own."""


class ProviderRefused(Exception):
    """The provider, or the person there, said no; the text is the code of the standard."""
