"""What is on the horizon: what a source says of it, and which substances a person says that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.engine.decision import CompiledNotice, Horizon
from watchlist.engine.errors import CorrectTheData
from watchlist.law_store import Jurisdiction, law_known_at
from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.desk import open_rule_task
from watchlist.list_updates.heads import Names, substances_named
from watchlist.list_updates.models import ListSource, Notice
from watchlist.list_updates.published import PublishedNotice, one_line
from watchlist.substances import Description
from watchlist.temporal import last_tick, law_change, tick

LONGEST_CITATION: Final = 300
LONGEST_TEXT: Final = 20_000
LONGEST_TITLE: Final = 2_000
NO_LONGER_PRINTED: Final = "no longer printed as not in force"


def store_notices(
    *, notices: Sequence[PublishedNotice], source: DeclaredSource, source_row: ListSource
) -> list[Notice]:
    """Keep the notices of one reading of a source, and return the rows that are new; without any, no tick is taken.

    What the source says as it said it last is left as it stands, whatever a person made of it since. An act that stood
    there as not in force and no longer does is no longer held as such: whether it came into force or fell is said by
    the rows of the source, and not here. An act, and a withdrawal, is a task of the curators.
    """
    facts_by_key = {notice.key: _facts_of(notice) for notice in notices}
    if not _news(facts_by_key, source, source_row) and not _no_longer_printed(facts_by_key, source_row):
        return []
    names = law_known_at().names
    with transaction.atomic(), law_change():
        at = tick()
        news, gone = _news(facts_by_key, source, source_row), _no_longer_printed(facts_by_key, source_row)
        stored = [_store(facts, source=source, source_row=source_row, names=names, at=at) for facts in news.values()]
        for row in stored:
            open_rule_task(row)
        Notice.objects.filter(pk__in=[row.pk for row in gone]).supersede(at)
        payload = {"kept": sorted(news), NO_LONGER_PRINTED: [row.key for row in gone]}
        key = source.key
        audit.append(
            actor=source.origin, verb="keep_notices", target_kind="source", target_key=key, payload=payload, at=at
        )
    return stored


def link_notice(*, notice: Notice, substances: Iterable[str], actor: User) -> Notice:
    """Link a notice to further substances, and return its new row."""
    return _relink(notice, {*notice.substances.split(), *substances}, "link_notice", actor)


def unlink_notice(*, notice: Notice, substances: Iterable[str], actor: User) -> Notice:
    """Unlink a notice from substances, and return its new row."""
    return _relink(notice, {*notice.substances.split()} - {*substances}, "unlink_notice", actor)


@transaction.atomic
def withdraw_notice(*, notice: Notice, reason: str, actor: User) -> Notice:
    """Record that the publisher of a notice withdrew it, and return its new row. Raises `CorrectTheData`."""
    if not reason.strip():
        raise CorrectTheData(_("say how it is known that the notice was withdrawn."))
    if notice.kind == Notice.Kind.WITHDRAWN:
        raise CorrectTheData(_("%(key)s is withdrawn already."), key=notice.key)
    row = _supersede(notice, actor, kind=Notice.Kind.WITHDRAWN)
    _audit(row, actor, "withdraw_notice", {"reason": reason})
    return row


@transaction.atomic
def _relink(notice: Notice, substances: set[str], verb: str, actor: User) -> Notice:
    linked = set(notice.substances.split())
    if substances == linked:
        return notice
    held = Description.objects.current().filter(substance__key__in=substances)
    if unknown := substances - set(held.values_list("substance__key", flat=True)) - linked:
        raise CorrectTheData(_("no substance %(key)r is held."), key=sorted(unknown)[0][:80])
    row = _supersede(notice, actor, substances=" ".join(sorted(substances)))
    payload = {"came": sorted(substances - linked), "went": sorted(linked - substances)}
    _audit(row, actor, verb, payload)
    return row


def _supersede(notice: Notice, actor: User, **changed: str) -> Notice:
    """Write a row with these facts in place of the current one. Raises `CorrectTheData` where another is current."""
    at = tick()
    if not Notice.objects.current().filter(pk=notice.pk).supersede(at):
        raise CorrectTheData(_("%(key)s was changed meanwhile: look at it again."), key=notice.key)
    names = (*PublishedNotice.__dataclass_fields__, "source", "jurisdiction", "substances")
    same = {name: getattr(notice, name) for name in names}
    row: Notice = Notice.objects.create(**same | changed, recorded_by=actor.get_username(), recorded_at=at)
    return row


def _facts_of(notice: PublishedNotice | Notice) -> PublishedNotice:
    """Return a published or stored notice as it was published, cut to the bounds of a row."""
    facts = PublishedNotice(**{name: getattr(notice, name) for name in PublishedNotice.__dataclass_fields__})
    title, citation = one_line(facts.title)[:LONGEST_TITLE], one_line(facts.citation)[:LONGEST_CITATION]
    return replace(facts, title=title, citation=citation, text=facts.text[:LONGEST_TEXT])


def _news(
    facts_by_key: Mapping[str, PublishedNotice], source: DeclaredSource, source_row: ListSource
) -> dict[str, PublishedNotice]:
    """Return what a source says otherwise than it said it last, or what is not held."""
    rows = Notice.objects.filter(source=source_row, key__in=facts_by_key, recorded_by=source.origin).order_by(
        "recorded_at", "pk"
    )
    last = {row.key: _facts_of(row) for row in rows}
    current = dict(Notice.objects.current().filter(key__in=facts_by_key).values_list("key", "kind"))
    for key, kind in current.items():
        if kind == Notice.Kind.WITHDRAWN and key in last:  # of what is held as withdrawn its kind says nothing
            last[key] = replace(last[key], kind=facts_by_key[key].kind)
    return {
        key: facts for key, facts in facts_by_key.items() if key not in current or (key in last and facts != last[key])
    }


def _no_longer_printed(facts_by_key: Mapping[str, PublishedNotice], source_row: ListSource) -> list[Notice]:
    """Return the acts that are held as not in force and that their source does not print so any more."""
    rows = Notice.objects.current().filter(source=source_row, kind=Notice.Kind.NOT_IN_FORCE)
    return [row for row in rows.order_by("key") if row.key not in facts_by_key]


def _store(
    facts: PublishedNotice, *, source: DeclaredSource, source_row: ListSource, names: Names, at: datetime
) -> Notice:
    """Write what a source says of a notice; what a person said of it since stands, but for what the source changed."""
    previous = Notice.objects.current().filter(key=facts.key).first()
    about = set(substances_named(names, facts.title, facts.text))
    if previous is not None:
        named_before = set(substances_named(names, previous.title, previous.text))
        about = (set(previous.substances.split()) - (named_before - about)) | (about - named_before)
        if previous.kind == Notice.Kind.WITHDRAWN:
            facts = replace(facts, kind=previous.kind)
        Notice.objects.filter(pk=previous.pk).supersede(at)
    row: Notice = Notice.objects.create(
        **asdict(facts),
        source=source_row,
        jurisdiction=_jurisdiction(source),
        substances=" ".join(sorted(about)),
        recorded_by=source.origin,
        recorded_at=at,
    )
    return row


def _jurisdiction(source: DeclaredSource) -> Jurisdiction:
    found = Jurisdiction.objects.filter(key=source.jurisdiction).first()
    if found is None:
        raise CorrectTheData(
            _("%(key)s: no jurisdiction %(jurisdiction)r is held."), key=source.key, jurisdiction=source.jurisdiction
        )
    return found


def _audit(row: Notice, actor: User, verb: str, payload: Mapping[str, Any]) -> None:
    actor_name, at = actor.get_username(), row.recorded_at
    audit.append(actor=actor_name, verb=verb, target_kind="notice", target_key=row.key, payload=payload, at=at)


def horizon_known_at(known_at: datetime | None = None) -> Horizon:
    """Return the notices as known at the last tick not after `known_at` (now, if none is given), as one value.

    It is read beside the law, once a tick, and never by it: a notice is no scheduling and raises no verdict.
    """
    return _compile(last_tick(known_at))


@lru_cache(maxsize=8)
def _compile(tick: datetime) -> Horizon:
    rows = Notice.objects.known_at(tick).select_related("jurisdiction", "source")
    notices = sorted((_notice(row) for row in rows), key=lambda notice: notice.key)
    notices.sort(key=lambda notice: notice.published_on or date.min, reverse=True)
    return Horizon(tick, tuple(notices))


def _notice(row: Notice) -> CompiledNotice:
    return CompiledNotice(
        key=row.key,
        kind=row.kind,
        title=row.title,
        jurisdiction=row.jurisdiction.key,
        citation=row.citation,
        url=row.url,
        published_on=row.published_on,
        comments_close_on=row.comments_close_on,
        effective_on=row.effective_on,
        substances=tuple(row.substances.split()),
        source=row.source.key if row.source else "",
    )
