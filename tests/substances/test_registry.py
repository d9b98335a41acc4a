"""A substance is described whole: what differs is superseded, what was said stays readable."""

from __future__ import annotations

from dataclasses import replace

import pytest

from watchlist.audit.models import AuditEvent
from watchlist.substances.models import Description, Identifier, Name, Structure, Substance
from watchlist.substances.registry import (
    DescriptionFacts,
    IdentifierFacts,
    NameFacts,
    StructureFacts,
    SubstanceFacts,
    describe,
)
from watchlist.temporal import LawTick, last_tick

pytestmark = pytest.mark.django_db
P2P = SubstanceFacts(
    description=DescriptionFacts("1-Phenyl-2-propanone", "substance", "confirmed", "read"),
    structure=StructureFacts("CC(=O)Cc1ccccc1", "QCCDLTOVEPVEJK-UHFFFAOYSA-N"),
    names=[NameFacts("P2P", "en", "abbreviation"), NameFacts("苯基丙酮", "zh", "printed")],
    identifiers=[IdentifierFacts("cas", "103-79-7", "as listed", "as_listed")],
)


def say(facts: SubstanceFacts) -> Substance:
    return describe(key="p2p", facts=facts, actor="curator", reason="a test")


def counts() -> list[int]:
    return [model.objects.count() for model in (Description, Structure, Name, Identifier, AuditEvent, LawTick)]


def test_everything_that_is_said_is_held() -> None:
    say(P2P)
    assert counts() == [1, 1, 2, 1, 1, 1]
    assert set(Name.objects.current().values_list("text", "language")) == {("P2P", "en"), ("苯基丙酮", "zh")}


def test_the_same_again_writes_nothing_at_all() -> None:
    say(P2P)
    before = counts()
    say(replace(P2P, names=[*reversed(P2P.names), P2P.names[0]]))
    assert counts() == before


def test_only_what_differs_is_superseded() -> None:
    say(P2P)
    then = last_tick()
    say(replace(P2P, names=[P2P.names[0], NameFacts("phenylacetone", "en", "synonym")]))
    assert counts()[:4] == [1, 1, 3, 1]
    seen = [set(Name.objects.known_at(at).values_list("text", flat=True)) for at in (then, last_tick())]
    assert seen == [{"P2P", "苯基丙酮"}, {"P2P", "phenylacetone"}]


def test_a_structure_may_be_withdrawn() -> None:
    say(P2P)
    say(replace(P2P, structure=None))
    assert not Structure.objects.current().exists()
    assert Structure.objects.count() == 1


def test_the_first_description_is_a_record_and_every_other_a_correction() -> None:
    say(P2P)
    say(replace(P2P, identifiers=[]))
    assert list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True)) == ["record", "correct"]
