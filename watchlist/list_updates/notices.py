"""Keep what is on the horizon: what a source says of it, and which substances a person says that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Final, NamedTuple, Self

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.audit import chain
from watchlist.engine.errors import CorrectTheData
from watchlist.law_store.compile import law_known_at
from watchlist.law_store.models import Jurisdiction
from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.models import ListSource, Notice
from watchlist.list_updates.named import Names, substances_named
from watchlist.list_updates.published import PublishedNotice, one_line
from watchlist.list_updates.rule_tasks import ask_for_a_change
from watchlist.substances.models import Description
from watchlist.temporal import law_change, tick

LONGEST_CITATION: Final = 300
LONGEST_TEXT: Final = 20_000
LONGEST_TITLE: Final = 2_000
NO_LONGER_PRINTED: Final = "no longer printed as not in force"


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """The row of `Notice`, without its source, its jurisdiction and its times of knowledge."""

    kind: str
    title: str
    citation: str
    url: str
    text: str
    published_on: date | None
    comments_close_on: date | None
    effective_on: date | None

    @classmethod
    def of(cls, said: PublishedNotice | Notice) -> Self:
        """Return what a publication or a row says, within the bounds of a row."""
        facts = cls(**{name: getattr(said, name) for name in cls.__dataclass_fields__})
        return replace(
            facts,
            title=one_line(facts.title)[:LONGEST_TITLE],
            citation=one_line(facts.citation)[:LONGEST_CITATION],
            text=facts.text[:LONGEST_TEXT],
        )


class Reading(NamedTuple):
    """One reading of a source: of which, with which names held, and when."""

    source: DeclaredSource
    held: ListSource
    names: Names
    at: datetime


def keep_notices(*, notices: Sequence[PublishedNotice], source: DeclaredSource, held: ListSource) -> list[Notice]:
    """Keep the notices of one reading of a source, and return the rows that are new; without any, no tick is taken.

    What the source says as it said it last is left as it stands, whatever a person made of it since. An act that stood
    there as not in force and no longer does is no longer held as such: whether it came into force or fell is said by
    the rows of the source, and not here. An act, and a withdrawal, is a task of the curators.
    """
    said = {notice.key: NoticeFacts.of(notice) for notice in notices}
    if not _news(said, source, held) and not _gone(said, held):
        return []
    names = law_known_at().names
    with transaction.atomic(), law_change():
        at = tick()
        news, gone = _news(said, source, held), _gone(said, held)
        kept = [_keep(key, facts, Reading(source, held, names, at)) for key, facts in news.items()]
        for row in kept:
            ask_for_a_change(row)
        Notice.objects.filter(pk__in=[row.pk for row in gone]).supersede(at)
        payload = {"kept": sorted(news), NO_LONGER_PRINTED: [row.key for row in gone]}
        _audit(source.origin, "keep_notices", ("source", source.key), payload, at)
    return kept


def link(*, notice: Notice, substances: Iterable[str], actor: User) -> Notice:
    """Say that a notice is about these substances too, and return the row that says so."""
    return _about(notice, {*notice.substances.split(), *substances}, "link_notice", actor)


def unlink(*, notice: Notice, substances: Iterable[str], actor: User) -> Notice:
    """Say that a notice is not about these substances, and return the row that says so."""
    return _about(notice, {*notice.substances.split()} - {*substances}, "unlink_notice", actor)


@transaction.atomic
def withdraw(*, notice: Notice, reason: str, actor: User) -> Notice:
    """Say that whoever published a notice withdrew it, and return the row that says so. Raises `CorrectTheData`."""
    if not reason.strip():
        raise CorrectTheData(_("say how it is known that the notice was withdrawn."))
    if notice.kind == Notice.Kind.WITHDRAWN:
        raise CorrectTheData(_("%(key)s is withdrawn already."), key=notice.key)
    row = _in_place_of(notice, actor, kind=Notice.Kind.WITHDRAWN)
    _audit(actor.get_username(), "withdraw_notice", ("notice", notice.key), {"reason": reason}, row.recorded_at)
    return row


@transaction.atomic
def _about(notice: Notice, substances: set[str], verb: str, actor: User) -> Notice:
    before = set(notice.substances.split())
    if substances == before:
        return notice
    if unknown := substances - _held(substances) - before:
        raise CorrectTheData(_("no substance %(key)r is held."), key=sorted(unknown)[0][:80])
    row = _in_place_of(notice, actor, substances=" ".join(sorted(substances)))
    payload = {"came": sorted(substances - before), "went": sorted(before - substances)}
    _audit(actor.get_username(), verb, ("notice", notice.key), payload, row.recorded_at)
    return row


def _held(keys: set[str]) -> set[str]:
    rows = Description.objects.current().filter(substance__key__in=keys)
    return set(rows.values_list("substance__key", flat=True))


def _in_place_of(notice: Notice, actor: User, **changed: str) -> Notice:
    """Write a row with these facts in place of the current one. Raises `CorrectTheData` where another is current."""
    at = tick()
    if not Notice.objects.current().filter(pk=notice.pk).supersede(at):
        raise CorrectTheData(_("%(key)s was changed meanwhile: look at it again."), key=notice.key)
    names = (*NoticeFacts.__dataclass_fields__, "key", "source", "jurisdiction", "substances")
    same = {name: getattr(notice, name) for name in names}
    row: Notice = Notice.objects.create(**same | changed, recorded_by=actor.get_username(), recorded_at=at)
    return row


def _news(said: Mapping[str, NoticeFacts], source: DeclaredSource, held: ListSource) -> dict[str, NoticeFacts]:
    """Return what a source says otherwise than it said it last, or what is not held."""
    rows = Notice.objects.filter(source=held, key__in=said, recorded_by=source.origin).order_by("recorded_at", "pk")
    last = {row.key: NoticeFacts.of(row) for row in rows}
    current = dict(Notice.objects.current().filter(key__in=said).values_list("key", "kind"))
    return {
        key: facts
        for key, facts in said.items()
        if key not in current or (key in last and _differs(facts, last[key], current[key]))
    }


def _differs(facts: NoticeFacts, last: NoticeFacts, kind: str) -> bool:
    """Say whether a source says something else than it said; of what is held as withdrawn its kind says nothing."""
    return facts != (replace(last, kind=facts.kind) if kind == Notice.Kind.WITHDRAWN else last)


def _gone(said: Mapping[str, NoticeFacts], held: ListSource) -> list[Notice]:
    """Return the acts that are held as not in force and that their source does not print so any more."""
    rows = Notice.objects.current().filter(source=held, kind=Notice.Kind.NOT_IN_FORCE)
    return [row for row in rows.order_by("key") if row.key not in said]


def _keep(key: str, facts: NoticeFacts, reading: Reading) -> Notice:
    """Write what a source says of a notice; what a person said of it since stands, but for what the source changed."""
    before = Notice.objects.current().filter(key=key).first()
    about = set(substances_named(reading.names, facts.title, facts.text))
    if before is not None:
        named_before = set(substances_named(reading.names, before.title, before.text))
        about = (set(before.substances.split()) - (named_before - about)) | (about - named_before)
        if before.kind == Notice.Kind.WITHDRAWN:
            facts = replace(facts, kind=before.kind)
        Notice.objects.filter(pk=before.pk).supersede(reading.at)
    row: Notice = Notice.objects.create(
        **asdict(facts),
        key=key,
        source=reading.held,
        jurisdiction=_jurisdiction(reading.source),
        substances=" ".join(sorted(about)),
        recorded_by=reading.source.origin,
        recorded_at=reading.at,
    )
    return row


def _jurisdiction(source: DeclaredSource) -> Jurisdiction:
    found = Jurisdiction.objects.filter(key=source.jurisdiction).first()
    if found is None:
        raise CorrectTheData(
            _("%(key)s: no jurisdiction %(jurisdiction)r is held."), key=source.key, jurisdiction=source.jurisdiction
        )
    return found


def _audit(actor: str, verb: str, of: tuple[str, str], payload: Mapping[str, Any], at: datetime) -> None:
    kind, key = of
    chain.append(actor=actor, verb=verb, target_kind=kind, target_key=key, payload=payload, at=at)
