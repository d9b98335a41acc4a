"""What to do first, for a person whose desk is still empty: by what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchlist.access import comes_by_provider, has_second_factor
from watchlist.cases import SECOND, VIEW
from watchlist.list_updates import PROPOSE, ChangeSet
from watchlist.screenings import Screening

SCREEN: Final = "watchlist.add_screening"
AUTHORISE: Final = "watchlist.manage_authorisations"


@dataclass(frozen=True, slots=True)
class FirstStep:
    """A step: the page on which it is done, what it is called there, and why it comes first."""

    page: str
    title: str | Promise
    why: str | Promise

    @property
    def address(self) -> str:
        """Return the address of its page."""
        return reverse(self.page)


SCREENS: Final = (
    FirstStep("screen:file", _("Screen a file"), _("A shipment with a line that needs a person becomes a case here.")),
    FirstStep(
        "check:one", _("Check one good"), _("A name, a number or a structure, answered at once; nothing is stored.")
    ),
)
BY_RIGHT: Final = (
    (AUTHORISE, FirstStep("authorisations:new", _("Put a licence on file"), _("Releases count against what is held."))),
    (
        SECOND,
        FirstStep("cases:waiting", _("Look at what waits for a second officer"), _("Two people release and dismiss.")),
    ),
    (
        VIEW,
        FirstStep("judge:keys", _("Learn the keys"), _("Lines are judged with single keys, which can be turned off.")),
    ),
    (
        VIEW,
        FirstStep("dossiers:register", _("Look at the register"), _("What an inspector asks for, made of the cases.")),
    ),
)
CURATES: Final = (
    FirstStep(
        "curation:sources", _("Follow a source"), _("What it publishes comes as a change set, for two curators.")
    ),
    FirstStep(
        "curation:new", _("Write a change set"), _("For a list that no source gives: one writes, another decides.")
    ),
    FirstStep("law:coverage", _("See what is held, and what is not"), _("Every answer rests on it.")),
)
SAFE: Final = FirstStep(
    "entry:second_factor", _("Set up a second factor"), _("Whoever has the password alone does not get in.")
)


def first_steps(reader: User) -> list[FirstStep]:
    """Return the first steps of a reader to whom nothing was given to do yet; none once there was anything."""
    steps: list[FirstStep] = []
    if reader.has_perm(VIEW) and not Screening.objects.done().exists():
        steps += SCREENS if reader.has_perm(SCREEN) else ()
        steps += [step for right, step in BY_RIGHT if reader.has_perm(right)]
    if reader.has_perm(PROPOSE) and not ChangeSet.objects.exists():
        steps += CURATES
    return [*steps, SAFE] if steps and not (has_second_factor(reader) or comes_by_provider(reader)) else steps
