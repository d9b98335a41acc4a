"""News of change sets: proposed, waiting for a second person, decided, applied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from watchlist.conf import API
from watchlist.exports.words import counted
from watchlist.sources.change_models import Application, Change, ChangeSet, Revision
from watchlist.telling.models import Told
from watchlist.telling.news import APPROVE, PROPOSE, News, page_of, title_of

PROPOSED: Final = "changes.proposed"
WAITING: Final = "changes.waiting"
DECIDED: Final = "changes.decided"
APPLIED: Final = "changes.applied"


def proposed() -> Iterator[News]:
    """Yield what the machine proposed and nobody was told of."""
    told = Told.objects.filter(event=PROPOSED, change_set=OuterRef("pk"))
    machine = Revision.objects.filter(number=0).annotate(changed=Count("changes"))
    for each in _revisions(machine, ChangeSet.objects.filter(~Exists(told))):
        a_set, many = each.change_set, counted(each.changed, "change")
        gate = "\nIt needs attention: a gate spoke, and the page says which.\n" if a_set.gates else "\n"
        yield News(
            event=PROPOSED,
            subject=str(a_set.pk),
            rights=(PROPOSE,),
            title=f"{'Needs attention' if a_set.gates else 'Proposed'}: {many}, {title_of(a_set.source)}",
            text=f"{title_of(a_set.source)}: the publication differs from what is held here by {many}.\n{gate}"
            "Nothing changes until one person takes it up and another one decides.",
            page=page_of("changeset", a_set.pk),
            change_set=a_set,
            hook=_hook(a_set) | {"changes": each.changed, "needs_attention": int(bool(a_set.gates))},
        )


def waiting() -> Iterator[News]:
    """Yield what a person proposed and a second one must decide; however often he edits it, it is told once."""
    undecided = Change.objects.filter(revision=OuterRef("pk"), decision__isnull=True)
    for each in _revisions(_last().filter(Exists(undecided)), _standing()):
        a_set, many = each.change_set, counted(each.changed, "change")
        yield News(
            event=WAITING,
            subject=f"{a_set.pk} {each.proposed_by_id}",
            rights=(APPROVE,),
            but=each.proposed_by_id,
            title=f"For a second person: {many}, {title_of(a_set.source)}",
            text=f"{each.proposed_by.get_username()} proposes {many} of {title_of(a_set.source)}.\n\n"
            "Another person decides on each of them.",
            page=page_of("changeset", a_set.pk),
            change_set=a_set,
        )


def decided() -> Iterator[News]:
    """Yield what was decided to its last change: webhooks alone are told, people hear of what it became."""
    told = Told.objects.filter(event=DECIDED, change_set=OuterRef("pk"))
    undecided = Change.objects.filter(revision=OuterRef("pk"), decision__isnull=True)
    accepted = Count("changes", filter=Q(changes__decision__accepted=True))
    last = _last().filter(~Exists(undecided), changed__gt=0).annotate(accepted=accepted)
    for each in _revisions(last, ChangeSet.objects.filter(~Exists(told))):
        a_set, rejected = each.change_set, each.changed - each.accepted
        yield News(
            event=DECIDED,
            subject=str(a_set.pk),
            rights=(),
            title=f"Decided: {title_of(a_set.source)}",
            text=f"{each.accepted} accepted, {rejected} rejected.",
            page=page_of("changeset", a_set.pk),
            change_set=a_set,
            hook=_hook(a_set) | {"accepted": each.accepted, "rejected": rejected},
        )


def applied() -> Iterator[News]:
    """Yield what was written into the law, by the tick at which it was."""
    of_set = F("decision__change__revision__change_set")
    rows = Application.objects.annotate(of_set=of_set).values("of_set", "applied_at").annotate(changed=Count("pk"))
    told = Told.objects.filter(event=APPLIED, change_set=OuterRef("of_set"), moment=OuterRef("applied_at"))
    for each in rows.filter(~Exists(told)).order_by("applied_at", "of_set"):
        a_set = ChangeSet.objects.select_related("source").get(pk=each["of_set"])
        many = counted(each["changed"], "change")
        yield News(
            event=APPLIED,
            subject=f"{a_set.pk} {each['applied_at'].isoformat()}",
            rights=(PROPOSE, APPROVE),
            title=f"Applied: {many}, {title_of(a_set.source)}",
            text=f"{many} of {title_of(a_set.source)} stand in the law as held here, each from its own day on.\n\n"
            "Stored lines are looked at again by themselves.",
            page=page_of("changeset", a_set.pk),
            change_set=a_set,
            moment=each["applied_at"],
        )


def _last() -> QuerySet[Any]:
    """Return the last revision of each change set that a person took up, with the number of its changes."""
    later = Revision.objects.filter(change_set=OuterRef("change_set"), number__gt=OuterRef("number"))
    return Revision.objects.filter(~Exists(later), number__gt=0).annotate(changed=Count("changes", distinct=True))


def _standing() -> QuerySet[ChangeSet]:
    """Return the change sets that no later one of their source overtook."""
    later = ChangeSet.objects.filter(source=OuterRef("source"), opened_at__gt=OuterRef("opened_at"))
    return ChangeSet.objects.filter(~Exists(later))


def _revisions(revisions: QuerySet[Any], of: QuerySet[ChangeSet]) -> QuerySet[Any]:
    rows = revisions.filter(change_set__in=of).select_related("change_set__source", "proposed_by")
    return rows.order_by("change_set__opened_at", "pk")


def _hook(a_set: ChangeSet) -> dict[str, str | None]:
    key = a_set.source.key if a_set.source else None
    return {"change_set": str(a_set.pk), "source": key, "link": f"{API}change-sets/{a_set.pk}/"}
