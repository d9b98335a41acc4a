"""News of change sets: proposed, waiting for a second person, decided, applied; and of the look-backs that follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import CharField, Count as DbCount, Exists, F, OuterRef, QuerySet
from django.db.models.functions import Cast

from watchlist.conf import API
from watchlist.engine.texts import Count, FilledText, Text, filled, gettext_lazy as _, ngettext_lazy
from watchlist.jobs import APPLY_CHANGES, DEAD, Job
from watchlist.list_updates import (
    APPLIED as WRITTEN,
    DECIDED as DONE,
    TAKEN_UP,
    Application,
    ChangeSet,
    Revision,
    with_state,
)
from watchlist.notifications.models import Told
from watchlist.notifications.news import APPROVE, PROPOSE, READ_SCREENINGS, REVIEW, News, page_of, title_of
from watchlist.screenings.rescreen import Rescreen, found_sentence, summary

PROPOSED: Final = "changes.proposed"
WAITING: Final = "changes.waiting"
DECIDED: Final = "changes.decided"
APPLIED: Final = "changes.applied"
STUCK: Final = "changes.stuck"
LOOKED_BACK: Final = "rescreen.done"
LOOK_BACK_STUCK: Final = "rescreen.stuck"
CHANGES: Final = ngettext_lazy("%(n)s change", "%(n)s changes", "n")
TRIED_AGAIN: Final = _("It is tried again by itself, some times a day.")
NOW_CONTROLLED: Final = ngettext_lazy(
    "Look-back: %(n)s stored line would now be controlled",
    "Look-back: %(n)s stored lines would now be controlled",
    "n",
)


def proposal_news() -> Iterator[News]:
    """Yield the change sets that the machine proposed and that nobody was notified of."""
    machine = Revision.objects.filter(change_set=OuterRef("pk"), number=0)
    for a_set in _not_notified(PROPOSED).filter(Exists(machine)).order_by("opened_at"):
        facts = {"title": title_of(a_set.source), "changes": filled(CHANGES, {"n": Count(a_set.total)})}
        gate = (_("It needs attention: a gate spoke, and the page says which."),) if a_set.gates else ()
        headline = (
            _("Needs attention: %(changes)s, %(title)s") if a_set.gates else _("Proposed: %(changes)s, %(title)s")
        )
        yield News(
            event=PROPOSED,
            subject=str(a_set.pk),
            rights=(PROPOSE,),
            headline=filled(headline, facts),
            paragraphs=(
                filled(_("%(title)s: the publication differs from what is held here by %(changes)s."), facts),
                *gate,
                _("Nothing changes until one person takes it up and another one decides."),
            ),
            page=page_of("change set", a_set.pk),
            change_set=a_set,
            hook=_hook(a_set) | {"changes": a_set.total, "needs_attention": int(bool(a_set.gates))},
        )


def review_news() -> Iterator[News]:
    """Yield what a person proposed and a second one must decide: once, however often it is edited."""
    open_sets = with_state(ChangeSet.objects.all()).filter(state=TAKEN_UP)
    for a_set in open_sets.select_related("source").order_by("opened_at"):
        person = a_set.revisions.select_related("proposed_by").latest("number").proposed_by
        facts = {"title": title_of(a_set.source), "changes": filled(CHANGES, {"n": Count(a_set.total)})}
        yield News(
            event=WAITING,
            subject=f"{a_set.pk} {person.pk}",
            rights=(APPROVE,),
            excluded_user=person.pk,
            headline=filled(_("For a second person: %(changes)s, %(title)s"), facts),
            paragraphs=(
                filled(_("%(person)s proposes %(changes)s (%(title)s)."), {**facts, "person": person.get_username()}),
                _("Another person decides on each of them."),
            ),
            page=page_of("change set", a_set.pk),
            change_set=a_set,
        )


def decision_news() -> Iterator[News]:
    """Yield the change sets that are wholly decided, for webhooks alone: people hear of them once applied."""
    for a_set in _not_notified(DECIDED).filter(state__in=(DONE, WRITTEN), total__gt=0).order_by("opened_at"):
        counts = {"accepted": Count(a_set.accepted), "rejected": Count(a_set.rejected)}
        yield News(
            event=DECIDED,
            subject=str(a_set.pk),
            rights=(),
            headline=filled(_("Decided: %(title)s"), {"title": title_of(a_set.source)}),
            paragraphs=(filled(_("%(accepted)s accepted, %(rejected)s rejected."), counts),),
            page=page_of("change set", a_set.pk),
            change_set=a_set,
            hook=_hook(a_set) | {"accepted": a_set.accepted, "rejected": a_set.rejected},
        )


def application_news() -> Iterator[News]:
    """Yield the changes that were written into the law, by change set and tick."""
    of_set = F("decision__change__revision__change_set")
    rows = Application.objects.annotate(of_set=of_set).values("of_set", "applied_at").annotate(changed=DbCount("pk"))
    notified = Told.objects.filter(event=APPLIED, change_set=OuterRef("of_set"), moment=OuterRef("applied_at"))
    for each in rows.filter(~Exists(notified)).order_by("applied_at", "of_set"):
        a_set = ChangeSet.objects.select_related("source").get(pk=each["of_set"])
        facts = {"title": title_of(a_set.source), "changes": filled(CHANGES, {"n": Count(each["changed"])})}
        yield News(
            event=APPLIED,
            subject=f"{a_set.pk} {each['applied_at'].isoformat()}",
            rights=(PROPOSE, APPROVE),
            headline=filled(_("Applied: %(changes)s, %(title)s"), facts),
            paragraphs=(
                filled(
                    _("%(changes)s (%(title)s): written into the law as held here, each from its own day on."), facts
                ),
                _("Stored lines are looked at again by themselves."),
            ),
            page=page_of("change set", a_set.pk),
            change_set=a_set,
            moment=each["applied_at"],
        )


def stuck_news() -> Iterator[News]:
    """Yield what was decided and could not be written into the law: nothing of the set was, until a person looks."""
    given_up = Job.objects.filter(kind=APPLY_CHANGES, state=DEAD).values_list("subject", flat=True)
    for a_set in _not_notified(STUCK).filter(state=DONE, pk__in=list(given_up)).order_by("opened_at"):
        facts = {"title": title_of(a_set.source), "changes": filled(CHANGES, {"n": Count(a_set.accepted)})}
        yield News(
            event=STUCK,
            subject=str(a_set.pk),
            rights=(PROPOSE, APPROVE),
            headline=filled(_("Not applied: %(changes)s, %(title)s"), facts),
            paragraphs=(
                filled(
                    _(
                        "What was accepted (%(title)s) could not be written into the law as held here, and nothing of "
                        "it was. The job says why."
                    ),
                    facts,
                ),
                TRIED_AGAIN,
            ),
            page=page_of("change set", a_set.pk),
            change_set=a_set,
        )


def look_back_news() -> Iterator[News]:
    """Yield the look-backs that are done: webhooks hear of each, people of those that found something."""
    notified = Told.objects.filter(event=LOOKED_BACK, subject=OuterRef("key"))
    done = Rescreen.objects.filter(done_at__isnull=False).annotate(key=Cast("pk", CharField()))
    for row in done.filter(~Exists(notified)).select_related("due__change_set__source").order_by("done_at", "pk"):
        report, a_set = summary(row), row.due.change_set
        counts = report["counts"]
        yield News(
            event=LOOKED_BACK,
            subject=str(row.pk),
            rights=(READ_SCREENINGS, REVIEW) if counts["lines_that_differ"] else (),
            headline=filled(NOW_CONTROLLED, {"n": Count(counts["lines_now_controlled"])}),
            paragraphs=(
                _law_changed(
                    a_set,
                    _("The law as held was changed, and what is stored was looked at again."),
                    _("The law as held was changed (%(title)s), and what is stored was looked at again."),
                ),
                found_sentence(counts),
                _("Stored answers stay as they are."),
            ),
            page=page_of("look-back", row.pk),
            change_set=a_set,
            hook={
                "rescreen": row.pk,
                "change_set": report["change_set"],
                "lines": counts["lines"],
                "differ": counts["lines_that_differ"],
            },
        )


def stuck_look_back_news() -> Iterator[News]:
    """Yield the look-backs that were given up: nobody knows what of the stored would be controlled now."""
    for row in Rescreen.objects.filter(done_at=None, job__state=DEAD).select_related("due__change_set__source"):
        a_set = row.due.change_set
        yield News(
            event=LOOK_BACK_STUCK,
            subject=str(row.pk),
            rights=(READ_SCREENINGS, REVIEW),
            headline=_("Look-back given up"),
            paragraphs=(
                _law_changed(
                    a_set,
                    _(
                        "The law as held was changed, and what is stored could not be looked at again. The job says "
                        "why."
                    ),
                    _(
                        "The law as held was changed (%(title)s), and what is stored could not be looked at again. The "
                        "job says why."
                    ),
                ),
                TRIED_AGAIN,
            ),
            page=page_of("look-back", row.pk),
            change_set=a_set,
        )


def _law_changed(a_set: ChangeSet | None, plain: Text, of_publication: Text) -> FilledText | Text:
    return filled(of_publication, {"title": title_of(a_set.source)}) if a_set else plain


def _not_notified(event: str) -> QuerySet[Any]:
    notified = Told.objects.filter(event=event, change_set=OuterRef("pk"))
    return with_state(ChangeSet.objects.filter(~Exists(notified)).select_related("source"))


def _hook(a_set: ChangeSet) -> dict[str, Any]:
    key = a_set.source.key if a_set.source else None
    return {"change_set": str(a_set.pk), "source": key, "link": f"{API}change-sets/{a_set.pk}/"}
