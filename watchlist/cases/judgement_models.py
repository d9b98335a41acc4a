"""What people said of hits, what became of cases, and what a second officer was asked about either; with its labels.

Labels are English, as records and dossiers are: one table for pages, history, register and dossier. Pages translate
them where they show them.
"""

from __future__ import annotations

import json
from typing import Any, ClassVar, Final, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _, gettext_noop

from watchlist.access import PERSON, FourEyesQuerySet, FourEyesRequest
from watchlist.cases.models import CLOSED, Case
from watchlist.manifests import Party
from watchlist.screenings import CASE_CLOSED, JOB_CANCELLED, JOB_GIVEN_UP, SCREENED_AGAIN, ScreenedLine

DISPOSITION_LABELS: Final = {
    "released": gettext_noop("Released"),
    "released_under_authorisation": gettext_noop("Released under an authorisation"),
    "refused": gettext_noop("Refused"),
    "withdrawn": gettext_noop("Withdrawn"),
    "seized": gettext_noop("Seized"),
    "in_part": gettext_noop("Released in part"),
    "held": gettext_noop("Held back"),
}
"""The words of shipments and of lines: a shipment alone is released in part, a line alone is held back."""
JUDGED_LABELS: Final = {
    "confirmed": gettext_noop("Confirmed"),
    "dismissed": gettext_noop("Dismissed"),
    "undecided": gettext_noop("Undecided"),
    "waiting": gettext_noop("Waiting for a second officer"),
    "refused": gettext_noop("Dismissal refused by a second officer"),
}
"""The word in effect of a judgement."""
REASON_LABELS: Final = {
    "wrong_by_name": gettext_noop("Wrong identification by name"),
    "wrong_by_number": gettext_noop("Wrong identification by number"),
    "wrong_by_structure": gettext_noop("Wrong identification by structure"),
    "other_substance": gettext_noop("Another substance"),
    "exempt_product": gettext_noop("An exempt product"),
    "not_in_that_form": gettext_noop("Not in the form that the law reaches"),
    "no_such_law_on_route": gettext_noop("No such law on this route"),
    "lawful_use_documented": gettext_noop("A lawful use is documented"),
    "wrong_identification": gettext_noop("Wrong identification"),
    "lawful_use_known": gettext_noop("A lawful use is known"),
    "data_error": gettext_noop("An error in the data"),
}
"""Why a finding is dismissed; the first eight in the order of their keys, then those that earlier versions offered."""
OVERRIDE_LABELS: Final = {
    "seen_elsewhere": gettext_noop("The document was seen, and is kept elsewhere"),
    "filed_elsewhere": gettext_noop("It was filed with the authority, outside this service"),
    "not_asked_here": gettext_noop("The law does not ask it of this shipment"),
    "authority_agreed": gettext_noop("The authority agreed to the release"),
    "other": gettext_noop("Another reason"),
}
"""Why a release goes past what is missing."""
OBSTACLE_LABELS: Final = {
    "document": gettext_noop("A document is missing"),
    "balance": gettext_noop("Nothing is left of the document on file"),
    "duty": gettext_noop("Not done"),
    "deadline": gettext_noop("Not done, and its last day has passed"),
    "route": gettext_noop("A law on the route that is not held here"),
}
"""What stands in the way of a release."""
ROUTE_RESULT_LABELS: Final = {
    "allowed": gettext_noop("Allowed"),
    "permit": gettext_noop("With a permit"),
    "refused": gettext_noop("Refused"),
}
"""What was found of the law of a country that is not held."""
FIELD_LABELS: Final = {
    "name": gettext_noop("name"),
    "cas": gettext_noop("CAS number"),
    "smiles": gettext_noop("SMILES"),
    "inchi": gettext_noop("InChI"),
    "concentration": gettext_noop("concentration"),
    "quantity": gettext_noop("quantity"),
    "unit": gettext_noop("unit"),
    "consignor": gettext_noop("consignor"),
    "consignee": gettext_noop("consignee"),
    "date": gettext_noop("date"),
    "export_date": gettext_noop("export date"),
    "arrival_date": gettext_noop("arrival date"),
}
"""The fields of a line that a person corrects, as they stand in a sentence."""
DROPPED_LABELS: Final = {
    CASE_CLOSED: gettext_noop("The case was closed in the meantime"),
    SCREENED_AGAIN: gettext_noop("The shipment was screened again in the meantime"),
    JOB_GIVEN_UP: gettext_noop("The job that answered the shipment anew was given up"),
    JOB_CANCELLED: gettext_noop("The job that answered the shipment anew was cancelled"),
}
"""Why a correction of a long shipment came to nothing."""


THE_LINE: Final = -1
"""The position of a judgement on the line as a whole: on its conflicts and problems, or on what was not identified."""
CONFIRMED, DISMISSED, UNDECIDED = "confirmed", "dismissed", "undecided"
WORDS: Final = (CONFIRMED, DISMISSED, UNDECIDED)
REASONS: Final = (
    *("wrong_by_name", "wrong_by_number", "wrong_by_structure", "other_substance", "exempt_product"),
    *("not_in_that_form", "no_such_law_on_route", "lawful_use_documented"),
    *("wrong_identification", "lawful_use_known", "data_error"),
)
OFFERED_REASONS: Final = REASONS[:8]
"""What pages offer, in the order of the keys 1 to 8; programs may send the others still, and stored rows have them."""
REASONS_OF_LAW: Final = (*REASONS[:7], "wrong_identification")
"""Why a sure finding of law is dismissed, by two: a lawful use unlists nothing, nor does an error in the data."""
DISPOSITIONS: Final = ("released", "released_under_authorisation", "refused", "withdrawn", "seized")
"""What an officer says of a shipment, or of a line."""
RELEASES: Final = DISPOSITIONS[:2]
IN_PART: Final = "in_part"
SHIPMENT_WORDS: Final = (*DISPOSITIONS, IN_PART)
"""What a case is closed with: `in_part` follows from its lines, and nobody says it."""
PAPERS: Final = "ids of rows of the register under which it is released, with a blank between"
NAMES_ITS_PAPERS: Final = (Q(word=RELEASES[1]) & ~Q(authorisations="")) | (~Q(word=RELEASES[1]) & Q(authorisations=""))
"""A release under authorisation names some; nothing else does."""
DISPOSITION_PAPERS: Final = NAMES_ITS_PAPERS | Q(word=IN_PART)
"""And a release in part those of its lines, where they name any."""


class ReferralQuerySet(FourEyesQuerySet):
    """Referrals to a second officer."""

    def waiting(self) -> Self:
        """Return the referrals to answer: none overtaken by a later judgement or screening, or by the case's end."""
        later = Judgement.objects.filter(
            screened_line=OuterRef("judgement__screened_line"),
            position=OuterRef("judgement__position"),
            number__gt=OuterRef("judgement__number"),
        )
        of_the_last = Q(kind="release") | Q(judgement__screened_line__screening=F("case__screening"))
        rows = super().waiting().filter(of_the_last).exclude(case__state=CLOSED)
        return rows.exclude(Exists(later))

    def requests(self) -> QuerySet[Any, Any]:
        """Return what identifies each request once: all that one person asked in one act is one."""
        return self.order_by().values("case", "kind", "asked_by", "asked_at", "note").distinct()


class Referral(FourEyesRequest):
    """What an officer asks of a second one: to dismiss a sure finding of law, or to release what is controlled.

    `waiting` while `answer` is empty; `agreed` or `refused` by another. One that was overtaken stays without an answer:
    the finding was judged otherwise, the shipment screened again, or the case closed.
    """

    class Kind(models.TextChoices):
        """What is asked for."""

        DISMISSAL = "dismissal"
        RELEASE = "release"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    kind = models.CharField(max_length=10, choices=Kind)
    word = models.CharField(max_length=30, help_text="the disposition asked for, or dismissed")
    authorisations = models.TextField(blank=True, help_text=PAPERS)

    objects: ClassVar[Any] = ReferralQuerySet.as_manager()

    class Meta(FourEyesRequest.Meta):
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            *FourEyesRequest.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind="dismissal", word=DISMISSED) | Q(kind="release", word__in=RELEASES),
                name="referral_word_fits",
            ),
            models.CheckConstraint(condition=NAMES_ITS_PAPERS, name="referral_names_its_authorisations"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(kind="release", answer=""), name="referral_of_a_release_waits_alone"
            ),
        ]
        indexes = [models.Index(fields=["answer", "asked_at"], name="referral_waiting")]

    def __str__(self) -> str:
        return f"{self.case}: {self.word}"

    @property
    def line_numbers(self) -> list[int]:
        """Return the numbers in the file of the lines that a release names; none: it is of the shipment."""
        rows = self.lines.model.objects.select_related("screened_line__line").defer("screened_line__record")
        models.prefetch_related_objects([self], models.Prefetch("lines", rows))  # asks nothing where they are there
        return sorted(named.screened_line.line.number for named in self.lines.all())


class Judgement(models.Model):
    """One person's word on one hit of a line, or on the line as a whole. The last of a position holds; none changes.

    A dismissal of a sure finding of law holds once a second officer agrees: it names its referral, or the word that it
    was carried over from, to which one agreed. Entry, substance and
    parties are those of the hit, so that earlier decisions are found by them.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="judgements")
    screened_line = models.ForeignKey(ScreenedLine, on_delete=models.PROTECT, related_name="judgements")
    position = models.IntegerField(help_text="of the finding in the record, or -1: the line as a whole")
    number = models.PositiveIntegerField(help_text="of the judgements on this position, from 1")
    word = models.CharField(max_length=10)
    reason = models.CharField(max_length=24, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, null=True, blank=True, related_name="judgement")
    tier = models.CharField(max_length=20, blank=True)
    entry_key = models.CharField(max_length=150, blank=True)
    substance_key = models.CharField(max_length=80, blank=True)
    consignor = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    consignee = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    carried_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the same word on the same line, before another line was corrected",
    )

    class Meta:
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        ordering = ["screened_line", "position", "number"]
        constraints = [
            models.UniqueConstraint(fields=["screened_line", "position", "number"], name="judgement_is_in_turn"),
            models.CheckConstraint(condition=Q(word__in=WORDS), name="judgement_word_is_known"),
            models.CheckConstraint(condition=Q(position__gte=THE_LINE), name="judgement_position_is_known"),
            models.CheckConstraint(
                condition=Q(word=DISMISSED, reason__in=REASONS) | (~Q(word=DISMISSED) & Q(reason="")),
                name="judgement_dismissed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(referral__isnull=True) | Q(word=DISMISSED, reason__in=REASONS_OF_LAW),
                name="judgement_of_law_dismissed_for_what_fits",
            ),
        ]
        indexes = [
            models.Index(fields=["substance_key", "-at"], name="judgement_by_substance"),
            models.Index(fields=["consignor", "-at"], name="judgement_by_consignor"),
            models.Index(fields=["consignee", "-at"], name="judgement_by_consignee"),
            models.Index(fields=["case", "at"], name="judgement_by_case"),
        ]

    def __str__(self) -> str:
        return f"{self.screened_line}, finding {self.position + 1}: {self.word}"

    @property
    def agreement(self) -> Referral | None:
        """Return the request that a second officer agreed to: its own, or that of the word that it was carried from."""
        if self.referral is not None:
            return self.referral if self.referral.is_agreed else None
        return self.carried_from.agreement if self.carried_from else None

    @property
    def holds(self) -> str:
        """Return the word in effect: its own; `waiting` or `refused` where a second officer was asked."""
        if self.referral is None or self.referral.is_agreed:
            return self.word
        return "waiting" if self.referral.is_waiting else "refused"


class LineStanding(models.Model):
    """How far a line is judged, counted anew at each judgement: `open`, `waiting` for a second, or `judged`.

    `none`: nothing found on it bears on the movement, so nobody is asked; such a line counts as no line for people.
    """

    class Progress(models.TextChoices):
        """How far a line is judged."""

        OPEN = "open"
        WAITING = "waiting"
        JUDGED = "judged"
        NONE = "none"

    screened_line = models.OneToOneField(
        ScreenedLine, on_delete=models.PROTECT, primary_key=True, related_name="standing"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="standings")
    standing = models.CharField(max_length=8, choices=Progress)
    words = models.CharField(max_length=80, help_text="the words that hold, each once, in alphabetical order")

    class Meta:
        verbose_name = _("standing of a line")
        verbose_name_plural = _("standings of lines")
        indexes = [models.Index(fields=["case", "standing"], name="linestanding_by_case")]

    def __str__(self) -> str:
        return f"{self.screened_line}: {self.standing}"


class Disposition(models.Model):
    """What became of the shipment of a case. State: written; a case that is reopened is closed by another.

    A release of what is controlled names the referral to which a second officer agreed. One that follows from words on
    lines (`line_disposition_models`) names none: its lines name theirs, and `line_counts` how many lines have a word.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="dispositions")
    number = models.PositiveIntegerField()
    word = models.CharField(max_length=30)
    note = models.TextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    referral = models.OneToOneField(
        Referral, on_delete=models.PROTECT, null=True, blank=True, related_name="disposition"
    )
    authorisations = models.TextField(blank=True, help_text=PAPERS)
    line_counts = models.TextField(
        blank=True, default="", db_default="", help_text="lines by word, as JSON; empty: one word on the whole"
    )

    class Meta:
        verbose_name = _("disposition")
        verbose_name_plural = _("dispositions")
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="disposition_is_in_turn"),
            models.CheckConstraint(condition=Q(word__in=SHIPMENT_WORDS), name="disposition_word_is_known"),
            models.CheckConstraint(condition=~Q(note=""), name="disposition_says_why"),
            models.CheckConstraint(condition=DISPOSITION_PAPERS, name="disposition_names_its_authorisations"),
            models.CheckConstraint(
                condition=~Q(word=IN_PART) | ~Q(line_counts=""), name="disposition_in_part_counts_its_lines"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.word}"

    @property
    def counts(self) -> dict[str, int]:
        """Return how many lines have each word, in the order of the words; empty where the whole has one word."""
        return dict(json.loads(self.line_counts)) if self.line_counts else {}
