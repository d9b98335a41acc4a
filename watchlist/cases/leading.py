"""What a list of cases shows of each beside its title: parties, leading goods and concerns, kept with the case.

They are those of its last screening, and written with it, so that a queue is one read.
"""

from __future__ import annotations

from typing import Any, Final

from watchlist.engine.decision import SEVERITIES
from watchlist.engine.law import ListClass, ranked_lists
from watchlist.engine.vocabulary import SIGNALS, Verdict
from watchlist.law_store import law_known_at
from watchlist.manifests import ManifestParty
from watchlist.screenings import (
    ConcernFact,
    Hit,
    ScreenedLine,
    Screening,
    concern_place,
    concerns_text,
    read_concerns,
    read_line,
)

MOST_GOODS: Final = 3
"""Substances, or names as declared, that are kept; of the others the number."""
MOST_CONCERNS: Final = 12
SIDES: Final = ("consignor", "consignee")


def leading_columns(screening: Screening) -> dict[str, Any]:
    """Return the columns of a case that say who, what and why, of its last screening."""
    return {**_parties(screening), **_goods(screening), **_concerns(screening)}


def _parties(screening: Screening) -> dict[str, Any]:
    named = ManifestParty.objects.filter(manifest=screening.manifest_id).order_by("pk")
    firsts = {side: named.filter(role=side).values_list("party", flat=True).first() for side in SIDES}
    count = named.order_by().values("party").distinct().count()
    return {**{f"{side}_id": party for side, party in firsts.items()}, "party_count": count}


def _goods(screening: Screening) -> dict[str, Any]:
    """Return the substances that were found, the nearest to a drug first; without any, the first names declared."""
    hits = Hit.objects.filter(screened_line__screening=screening).exclude(tier__in=SIGNALS).exclude(substance_key="")
    found = set(hits.order_by().values_list("substance_key", "list_key", "severity").distinct())
    if not found:
        return _declared(screening)
    ranks = dict[str, tuple[int, int]]()
    for substance, list_key, severity in found:
        rank = _class_rank(list_key), SEVERITIES.index(severity)
        ranks[substance] = min(rank, ranks.get(substance, rank))
    law = law_known_at().substances
    names = [law[key].name if key in law else key for key in sorted(ranks, key=lambda key: (ranks[key], key))]
    return {"goods": "\n".join(names[:MOST_GOODS]), "goods_count": len(names)}


def _declared(screening: Screening) -> dict[str, Any]:
    lines = ScreenedLine.objects.filter(screening=screening).exclude(verdict=Verdict.NO_MATCH).order_by("pk")
    records = lines.values_list("record", flat=True)[:MOST_GOODS]
    names = dict.fromkeys(read_line(record).fields.get("name", "").strip() for record in records)
    kept = [" ".join(name.split()) for name in names if name]
    return {"goods": "\n".join(kept), "goods_count": max(len(kept), lines.values("line__item").distinct().count())}


def _class_rank(list_key: str) -> int:
    ranked = ranked_lists().get(list_key)
    return [*ListClass].index(ranked.list_class) if ranked else len(ListClass)


def _concerns(screening: Screening) -> dict[str, Any]:
    lines = ScreenedLine.objects.filter(screening=screening).exclude(concerns=None).order_by()
    texts = lines.values_list("concerns", flat=True).distinct()
    facts = {fact for text in texts.iterator() for fact in read_concerns(text)}
    kept: list[ConcernFact] = list(read_concerns(concerns_text(facts)))[:MOST_CONCERNS]
    return {"concerns": concerns_text(kept), "concern_place": concern_place(facts)}
