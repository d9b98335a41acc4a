"""The documents under which a shipment is released: named when it is asked for, used when the case closes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import F, Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy, gettext_lazy as _

from watchlist.authorisations import (
    Authorisation,
    AuthorisationUse,
    NameAnotherAuthorisation,
    consume,
    document_of,
    refuse_used,
    used_until,
)
from watchlist.cases.errors import NameTheAuthorisation
from watchlist.cases.hits import dismissed_findings
from watchlist.cases.line_disposition_models import LineDisposition
from watchlist.cases.models import Case
from watchlist.engine.decision import Document, DocumentUse, lack_phrases, lacks
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reading import party_key
from watchlist.errors import LookAgain
from watchlist.manifests import ManifestParty
from watchlist.screenings import StoredNeed, stored_needs

UNDER_AUTHORISATION: Final = "released_under_authorisation"
OF_SHIPMENT: Final = frozenset({"consumed", "quantity"})
"""Grounds that are asked of the whole shipment, whose lines take of a document together."""


def eligible_authorisations(case: Case) -> list[Authorisation]:
    """Return the current authorisations `with_uses` for goods of a case, not used up: those that a release may name.

    In the order in which they end. Whether enough is left of one is checked when it is named.
    """
    # Its lines are read anew only where a party of it holds anything: all of them, though a case names the first alone.
    if not Authorisation.objects.current().filter(holder_key__in=holder_keys(case)).exists():
        return []
    needs = needs_of(case)
    holders = {party_key(name) for stored in needs for name in (stored.need.consignor, stored.need.consignee)} - {""}
    rows = Authorisation.objects.current().with_uses().filter(holder_key__in=holders, revoked_on=None)
    rows = rows.filter(Q(is_used=False) | Q(document__in=own_documents(case)))
    ordered = rows.order_by(F("valid_until").asc(nulls_last=True), "number", "pk")
    return [row for row in ordered if _by_line(row, needs)[0]]


def holder_keys(case: Case) -> QuerySet[Any, Any]:
    """Return the keys of the parties of a shipment, by which documents of theirs are found."""
    return ManifestParty.objects.filter(manifest=case.screening.manifest_id).order_by().values("party__key")


def own_documents(case: Case) -> QuerySet[Any, Any]:
    """Return the documents that the shipment of a case used before: released again, it needs no more of them."""
    return AuthorisationUse.objects.filter(shipment=case.shipment).order_by().values("document")


def authorisation_keys(case: Case, word: str, chosen: Iterable[int], lines: Collection[int] | None = None) -> str:
    """Return the ids of the authorisations that a release names, in order, separated by blanks, as they are stored.

    `lines`: the ids of those that are released, or None for the whole shipment. Raises `NameTheAuthorisation` where a
    release under authorisation names none, `NameAnotherAuthorisation` where one is not for these goods or has too
    little left, `LookAgain` where one was superseded.
    """
    keys = sorted(set(chosen))
    if word != UNDER_AUTHORISATION:
        if keys:
            raise CorrectTheQuestion(_("Only a release under authorisation names authorisations."))
        return ""
    if not keys:
        raise NameTheAuthorisation(_("Name the authorisation under which it is released."))
    amounts = _amounts(case, _rows(keys), lines)
    used = used_until(documents=[row.document for row in amounts])
    for row, amount in amounts.items():
        own = list(AuthorisationUse.objects.filter(document=row.document, shipment=case.shipment))
        more = max(0, amount - sum(use.amount for use in own))
        refuse_used(row, used.get(row.document, DocumentUse()), more, is_repeat=bool(own))
    return " ".join(map(str, keys))


def use_authorisations(
    case: Case, kept: str, person: User, lines: Collection[int] | None = None
) -> list[AuthorisationUse]:
    """Use what the shipment needs of each authorisation that its release names, and return the uses.

    `lines`: the ids of those that are released now, or None for all. Lines that were released under a document before
    took of it then, and those that are refused or held back take nothing. Raises what `authorisation_keys` raises:
    between request and answer, somebody may have used them.
    """
    amounts = _amounts(case, authorisations_of(kept), lines)
    uses = [
        consume(authorisation=row, case=case.number, shipment=case.shipment, amount=amount, actor=person)
        for row, amount in amounts.items()
    ]
    return [row for row in uses if row is not None]


def authorisations_of(kept: str) -> list[Authorisation]:
    """Return the rows that a release names, from the ids as they are stored. Raises `LookAgain`."""
    return _rows([int(key) for key in kept.split()])


def _rows(keys: Sequence[int]) -> list[Authorisation]:
    by_key = Authorisation.objects.current().in_bulk(keys)
    if len(by_key) < len(keys):
        raise LookAgain(_("An authorisation that was named was corrected or revoked in the meantime: name it anew."))
    return [by_key[key] for key in keys]


def _amounts(case: Case, rows: Sequence[Authorisation], lines: Collection[int] | None) -> dict[Authorisation, int]:
    """Return what the lines of a case take of each document, with what those take that it released before."""
    needs = needs_of(case) if rows else []
    if lines is None:
        return {row: _amount(row, needs) for row in rows}
    chosen, earlier = set(lines), lines_under(case)
    now = [stored for stored in needs if stored.screened_line in chosen]
    return {
        row: _amount(
            row, now, [stored for stored in needs if stored.screened_line in earlier.get(row.document, set()) - chosen]
        )
        for row in rows
    }


def lines_under(case: Case) -> dict[UUID, set[int]]:
    """Return the ids of the lines of a case that are released under each document, by the id of the document."""
    rows = LineDisposition.objects.current(case).filter(word=UNDER_AUTHORISATION)
    named = list(rows.values_list("screened_line_id", "authorisations"))
    keys = {int(key) for _line, text in named for key in text.split()}
    documents = dict(Authorisation.objects.filter(pk__in=keys).values_list("pk", "document"))
    found: dict[UUID, set[int]] = {}
    for line, text in named:
        for key in text.split():
            found.setdefault(documents[int(key)], set()).add(line)
    return found


def _amount(row: Authorisation, needs: Sequence[StoredNeed], earlier: Sequence[StoredNeed] = ()) -> int:
    by_line, missing = _by_line(row, needs)
    if not by_line:
        nearest = min(missing, key=len, default={"substance": "no"})
        phrases = [gettext_lazy(phrase) for phrase in lack_phrases(nearest)]
        lacking = format_lazy(", ".join(["{}"] * len(phrases)), *phrases)
        raise NameAnotherAuthorisation(_("%(row)s is for no line of this shipment: %(lacks)s."), row=row, lacks=lacking)
    by_line |= _by_line(row, earlier)[0]
    unknown = [line for line, amount in by_line.items() if amount is None]
    if unknown:
        raise NameAnotherAuthorisation(
            _(
                "%(row)s is for %(quantity)s, and how much line %(line)s holds is not known: screen it again with its "
                "quantity, or name one without a limit."
            ),
            row=row,
            quantity=row.quantity,
            line=unknown[0],
        )
    return sum(amount for amount in by_line.values() if amount is not None)


def _by_line(row: Authorisation, needs: Sequence[StoredNeed]) -> tuple[dict[int, int | None], list[dict[str, str]]]:
    """Return what each line that a document is for takes of it, and what it lacks for the other findings.

    What is not known keeps no line out: two people look.
    """
    document, matched = document_of(row), dict[int, list[StoredNeed]]()
    missing: list[dict[str, str]] = []
    for stored in needs:
        if lacking := _missing(document, stored):
            missing.append(lacking)
        else:
            matched.setdefault(stored.line, []).append(stored)
    return {line: amount_taken(found, document.measure) for line, found in matched.items()}, missing


def _missing(document: Document, stored: StoredNeed) -> dict[str, str]:
    answers = lacks(document, stored.need, DocumentUse())
    return {name: word for name, word in answers.items() if word == "no" and name not in OF_SHIPMENT}


def covered_needs(row: Authorisation, needs: Sequence[StoredNeed]) -> set[tuple[int, int]]:
    """Return the findings that a document is for, whatever is left of it: id of the line, and position.

    What is not known keeps no line out: two people look.
    """
    document = document_of(row)
    return {(stored.screened_line, stored.position) for stored in needs if not _missing(document, stored)}


def amount_taken(found: Sequence[StoredNeed], measure: str) -> int | None:
    """Return what one line takes of a document; None where that of any finding is not known.

    Each substance is taken once, however many laws name it; and all of them together are no more than the goods.
    """
    most: dict[str, int] = {}
    for stored in found if measure else ():
        amount = stored.need.amount(measure)
        if amount is None:
            return None
        most[stored.need.substance] = max(amount, most.get(stored.need.substance, 0))
    whole = found[0].goods(measure)
    return sum(most.values()) if whole is None else min(sum(most.values()), whole)


def needs_of(case: Case) -> list[StoredNeed]:
    """Return what the findings of a case ask documents for, without those that were dismissed."""
    dismissed = dismissed_findings(case)
    return [
        stored for stored in stored_needs(case.screening) if (stored.screened_line, stored.position) not in dismissed
    ]
