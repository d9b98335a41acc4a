"""The links of the audit chain that speak of a case, and of what its answers and its release rest on.

Each follows from the one before it, and is checked by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Q

from watchlist.audit import (
    FIRST_FORMAT,
    KEEP_RESTRICTED,
    AuditEvent,
    Link,
    canonical,
    digest_of,
    fault_of_payload,
    payload_digest,
    sha256,
)
from watchlist.cases.models import Case, CaseEvent

USED: Final = "use_authorisation"
Part = Mapping[str, Any]


def links_of(case: Case) -> list[dict[str, Any]]:
    """Return the links of a case and of its screenings, restricted ones too: for those who may know of reports."""
    screenings = [str(pk) for pk in case.screenings.values_list("screening", flat=True)]
    restricted = CaseEvent.objects.filter(case=case, restricted=True).values_list("at", flat=True)
    ours = (
        Q(target_kind="case", target_key=case.number)
        | Q(target_kind="screening", target_key__in=screenings)
        | Q(target_kind="case", target_key="", verb=KEEP_RESTRICTED, at__in=list(restricted))
    )
    events = AuditEvent.objects.filter(ours).select_related("payload").order_by("sequence")
    return [_link(event) for event in events]


def related_links_of(case: Case, parts: Part) -> list[dict[str, Any]]:
    """Return the links of the rulings, route checks and documents of a dossier; of uses those of this case alone."""
    targets: dict[str, set[str]] = {
        "suppression": {ruling["number"] for ruling in parts["rulings"]["suppressions"]},
        "determination": {ruling["number"] for ruling in parts["rulings"]["determinations"]},
        "routecheck": {check["number"] for check in parts["route_checks"]},
        "authorisation": {paper["document"] for paper in parts["authorisations"]},
    }
    ours = reduce(or_, (Q(target_kind=kind, target_key__in=keys) for kind, keys in targets.items()))
    of_case = ~Q(verb=USED) | Q(payload__body__contains=f'"case":"{case.number}"')
    events = AuditEvent.objects.filter(ours).filter(of_case).select_related("payload").order_by("sequence")
    return [_link(event) for event in events]


def _link(event: AuditEvent) -> dict[str, Any]:
    call = {"request": event.request_id} if event.request_id else {}
    return {
        "sequence": event.sequence,
        "at": event.at.isoformat(),
        "actor": event.actor,
        "verb": event.verb,
        "target": [event.target_kind, event.target_key],
        **call,
        "format": event.format,
        "rows": event.rows_digest,
        "salt": event.payload.salt,
        "body": event.payload.body,
        "payload": event.payload_digest,
        "previous": event.previous,
        "digest": event.digest,
    }


def link_faults(links: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the faults of some links, in their order; nothing where all hold."""
    for previous, link in zip([None, *links], links, strict=False):
        name = f"link {link['sequence']}"
        kind, key = link["target"]
        whole = Link(
            sequence=link["sequence"],
            at=link["at"],
            actor=link["actor"],
            verb=link["verb"],
            target_kind=kind,
            target_key=key,
            request=link.get("request", ""),
            payload=link["payload"],
            previous=link["previous"],
            format=link.get("format", FIRST_FORMAT),  # dossiers from before 2026-11-29 hold events of that format alone
            rows=link.get("rows", ""),
        )
        if fault := fault_of_payload(link["salt"], link["body"]):
            yield f"{name}: {fault}"
        elif link["payload"] != payload_digest(link["salt"], link["body"], whole.format):
            yield f"the payload of {name} was altered"
        if link["digest"] != digest_of(whole):
            yield f"{name} was altered"
        if previous and link["sequence"] <= previous["sequence"]:
            yield f"{name} is out of order"
        if previous and link["sequence"] == previous["sequence"] + 1 and link["previous"] != previous["digest"]:
            yield f"{name} does not follow the link before it"


def body_of(event: Mapping[str, Any]) -> str:
    """Return what the audit must hold of an event of a case, in one text; of a restricted one, its digest alone."""
    facts = canonical(event["facts"])
    if event["restricted"]:
        return sha256(f"{event['verb']} {event['text']} {facts}")
    return canonical({"text": event["text"], "facts": event["facts"]})
