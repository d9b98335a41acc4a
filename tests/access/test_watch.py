"""Many small steps around a listed substance are noticed, once, and nobody's catalogue is."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from msgspec import UNSET, structs

from chemistry.analogues.background import background
from tests.access.simulated import NOON, asker, kinds, send, sequences
from watchlist.access.events import BoundaryEvent, OwnToken, awaits_review, record_sight
from watchlist.access.signals import TokenSignal, signals_in
from watchlist.access.uses import TokenUse
from watchlist.audit.models import AuditEvent
from watchlist.audit.verifying import broken_links
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.screenings.pipeline import screen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
UN = ("UN",)
NOTICED = ("halogens of phenylacetic acid", "chains of phenylacetates", "anthranilates")
CHAINS = "chains of phenylacetates"
RELATIVE = {"smiles": "OC(=O)Cc1ccc(F)cc1"}


@pytest.mark.parametrize("sequence", NOTICED)
def test_a_walk_around_one_listed_substance_is_noticed(sequence: str) -> None:
    assert send(asker(), sequences("walk")[sequence], jurisdictions=UN) == {"walk"}


def test_a_walk_that_draws_fewer_than_ten_signals_is_noticed_with_what_follows_it() -> None:
    short = sequences("walk").keys() - set(NOTICED)
    assert len(short) == 2
    for sequence in short:
        assert send(asker(), sequences("walk")[sequence], jurisdictions=UN) == set()
    who = asker()
    for smiles in sequences("walk").values():
        send(who, smiles, jurisdictions=UN)
    assert kinds(who) == {"share", "walk"}


@pytest.mark.parametrize("jurisdictions", [(), UN])
@pytest.mark.parametrize("sequence", ["an aroma house", "a laboratory"])
def test_a_trade_in_relatives_is_left_alone(sequence: str, jurisdictions: tuple[str, ...]) -> None:
    assert send(asker(), sequences("ordinary")[sequence], jurisdictions=jurisdictions) == set()


@pytest.mark.parametrize("first", range(3))
def test_a_catalogue_of_500_medicines_is_left_alone(first: int) -> None:
    known = background()
    medicines = [smiles for smiles, is_medicine in zip(known.smiles, known.medicines, strict=True) if is_medicine]
    assert send(asker(), medicines[first::3][:500]) == set()


def test_a_catalogue_of_5000_chemicals_is_left_alone() -> None:
    assert send(asker(), background().smiles[::4][:5_000], jurisdictions=UN) == set()


def test_other_goods_around_them_hide_no_walk() -> None:
    who = asker()
    medicines = background().smiles[:1_000]
    for number, smiles in enumerate(sequences("walk")[CHAINS]):
        send(who, [*medicines[number * 50 : number * 50 + 50], smiles], jurisdictions=UN)
    assert "walk" in kinds(who)


def test_a_step_a_day_is_still_a_walk() -> None:
    who = asker()
    steps = sequences("walk")[CHAINS]
    for day in range(5):
        send(who, steps[2 * day : 2 * day + 2], NOON + timedelta(days=day), jurisdictions=UN)
    assert kinds(who) == {"walk"}


def test_the_same_goods_again_are_no_walk() -> None:
    who = asker()
    for day in range(12):
        send(who, sequences("walk")[CHAINS][:9], NOON + timedelta(days=day), jurisdictions=UN)
    assert kinds(who) == set()
    assert TokenSignal.objects.count() == 9
    assert [use.structures for use in TokenUse.objects.filter(span="day")] == [9] * 12


def test_an_event_says_what_was_answered_and_stands_once_a_day() -> None:
    who = asker()
    for _ in range(2):
        send(who, sequences("walk")[CHAINS], jurisdictions=UN)
    event = BoundaryEvent.objects.get()
    assert (event.lineage, event.token, event.user, event.day) == (who.lineage, "shipping", "program", NOON.date())
    assert (event.lines, event.structures) == (14, 14)
    assert json.loads(event.relatives) == {"Phenylacetic acid": 14}


def test_the_trail_says_that_something_was_noticed_and_not_of_whom() -> None:
    who = asker()
    send(who, sequences("walk")[CHAINS], jurisdictions=UN)
    trail = AuditEvent.objects.get(verb="notice_boundary")
    assert trail.target_key == str(BoundaryEvent.objects.get().pk)
    assert not any(word in trail.payload.body for word in ("program", "shipping", str(who.lineage), "Phenylacetic"))
    assert not list(broken_links())


def test_a_token_is_held_until_somebody_else_has_seen_the_event() -> None:
    who = asker()
    send(who, sequences("walk")[CHAINS], jurisdictions=UN)
    event = BoundaryEvent.objects.get()
    assert awaits_review(who.lineage)
    assert event.is_open
    with pytest.raises(OwnToken):
        record_sight(event=event, actor="program")
    assert record_sight(event=event, actor="lead") == record_sight(event=event, actor="officer")
    assert event.sight.seen_by == "lead"
    assert not awaits_review(who.lineage)
    assert not event.is_open
    assert AuditEvent.objects.get(verb="see_boundary").actor == "lead"


def test_a_signal_is_of_the_structure_that_it_was_found_on_and_not_of_its_solvent() -> None:
    (line,) = screen(manifest_from_payload({"lines": [RELATIVE]}), Question(jurisdictions=UN)).lines
    (finding,), (goods,) = line.findings, line.resolution
    solvent = structs.replace(goods, inchikey="WEVYAHXRMPXWCK-UHFFFAOYSA-N", smiles="CC#N")
    both = structs.replace(line, resolution=(goods, solvent))
    assert {signal.structure for signal in signals_in([both]).signals} == {goods.inchikey}
    older = structs.replace(both, findings=(structs.replace(finding, smiles=UNSET),))
    assert len(signals_in([older]).signals) == 2
