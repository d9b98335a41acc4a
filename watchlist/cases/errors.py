"""Why a word on a case was not taken, each named by what the person must do; beside those of `watchlist.errors`."""

from __future__ import annotations

from typing import Final

from django.utils.translation import ngettext_lazy

from watchlist.engine.errors import WatchlistError

NOT_JUDGED: Final = ngettext_lazy("%(lines)d line is not judged.", "%(lines)d lines are not judged.", "lines")


IN_THE_WAY: Final = ngettext_lazy(
    "%(number)d thing stands in the way of a release: meet it, or ask for an override.",
    "%(number)d things stand in the way of a release: meet them, or ask for an override.",
    "number",
)


class ReopenFirst(WatchlistError):
    """The case is closed: whoever has more to say of it reopens it."""


class JudgeFirst(WatchlistError):
    """There are lines that nobody judged, or that wait for a second officer: nothing is released before."""


class AskTheLead(WatchlistError):
    """A compliance lead put the case on hold, and a lead takes it off."""


class GiveAReasonThatFits(WatchlistError):
    """A sure finding of law is dismissed as wrong or out of reach, with a note of what shows it; a use is no reason."""


class JudgeWhatIsThere(WatchlistError):
    """The line is of another case or an earlier screening, or has no finding of that number."""


class WaitForTheSecond(WatchlistError):
    """A second officer was asked, and has not answered."""


class AttachAnotherFile(WatchlistError):
    """The file is of no kind that a case takes, is empty or too large, or the case has as many as it may."""


class MeetOrOverride(WatchlistError):
    """Something stands in the way of a release: it is met, or the release is asked for with an override."""


class ConfirmTheOverride(WatchlistError):
    """The release goes past what is missing: the second officer confirms that apart, or refuses."""


class DecideByLine(WatchlistError):
    """Words were said on lines of the case: its own follows from them, and those that are left need theirs."""


class NameTheAuthorisation(WatchlistError):
    """A release under authorisation says under which: one of the register, which covers goods of the shipment."""
