"""What stops a worker, and what a person asked of a job that cannot be done."""

from __future__ import annotations

from datetime import timedelta

from watchlist.engine.errors import WatchlistError


class LeaseLost(Exception):
    """Stop, and write nothing more: the job belongs to another worker, or is over."""


class CancelAsked(Exception):
    """Stop where you are: a person asked for the end of the job."""


class StepBack(Exception):
    """Stop where you are, and let the job go on later or elsewhere: others wait, or this worker is to end."""


class TryAgain(WatchlistError):
    """This attempt came to nothing, and a later one may not: its sentence is kept as the error of the job.

    `wait` is how long whoever was asked wants to be left alone; the job comes back then, or later.
    """

    def __init__(self, sentence: str, wait: timedelta = timedelta(0)) -> None:
        super().__init__(sentence)
        self.wait = wait


class JobIsOver(WatchlistError):
    """There is nothing left to cancel."""


class JobDidNotFail(WatchlistError):
    """Only a job that failed is queued again."""
