"""What the history refers to: changed by being superseded, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.law_store.law import ACT, CHECK, LIST, WHO, open_a_list, open_an_entry
from watchlist.audit.models import AuditEvent
from watchlist.engine.errors import CorrectTheData
from watchlist.law_store import registry
from watchlist.law_store.models import Instrument, Obligation
from watchlist.temporal import LawTick

pytestmark = pytest.mark.django_db
NOTIFY = registry.ObligationFacts(action="notify", text="Tell us", citation="Act 1", confidence="confirmed")
KEEP = replace(NOTIFY, action="record", text="Keep records")


def test_what_is_held_already_is_not_written_again() -> None:
    control_list = open_a_list()
    registry.oblige(control_list=control_list, duties=[NOTIFY], **WHO)
    before = (AuditEvent.objects.count(), LawTick.objects.count())
    registry.set_jurisdiction(key="XX", name="Nowhere", **WHO)
    registry.set_authority(key="xx-house", jurisdiction="XX", name="The House", **WHO)
    registry.set_instrument(facts=ACT, **WHO)
    registry.verify(control_list=control_list, check=CHECK, **WHO)
    registry.oblige(control_list=control_list, duties=[NOTIFY], **WHO)
    assert (AuditEvent.objects.count(), LawTick.objects.count()) == before


def test_an_act_has_one_current_row_and_remembers_the_others() -> None:
    open_a_list()
    registry.set_instrument(facts=replace(ACT, title="The Act, as printed"), **WHO)
    assert Instrument.objects.current().get().title == "The Act, as printed"
    assert Instrument.objects.count() == 2


def test_an_authority_stays_with_its_jurisdiction() -> None:
    open_a_list()
    registry.set_jurisdiction(key="YY", name="Elsewhere", **WHO)
    with pytest.raises(CorrectTheData, match="xx-house"):
        registry.set_authority(key="xx-house", jurisdiction="YY", name="The House", **WHO)


@pytest.mark.parametrize("key", ["", "yy-house"])
def test_an_act_of_nobody_is_refused(key: str) -> None:
    open_a_list()
    with pytest.raises(CorrectTheData, match="no authority"):
        registry.set_instrument(facts=replace(ACT, authority=key), **WHO)


def test_a_list_is_opened_once() -> None:
    open_a_list()
    with pytest.raises(CorrectTheData, match="open already"):
        registry.open_list(facts=LIST, check=CHECK, **WHO)


def test_a_check_says_who_compared_the_list_and_when() -> None:
    control_list = open_a_list()
    check = registry.ListCheck("second curator", date(2026, 3, 1), 30, "the annex")
    registry.verify(control_list=control_list, check=check, actor="second curator")
    control_list.refresh_from_db()
    assert (control_list.checked_by, control_list.check_next) == ("second curator", "the annex")
    told = AuditEvent.objects.get(verb="verify")
    assert (told.actor, told.target_kind, told.target_key) == ("second curator", "list", "xx-list")


def test_duties_are_held_in_their_order_and_superseded_together() -> None:
    control_list = open_a_list()
    registry.oblige(control_list=control_list, duties=[NOTIFY, KEEP], **WHO)
    registry.oblige(control_list=control_list, duties=[KEEP, NOTIFY], **WHO)
    current = Obligation.objects.current().order_by("pk").values_list("action", flat=True)
    assert list(current) == ["record", "notify"]
    assert Obligation.objects.count() == 4


def test_an_entry_is_the_same_line_for_ever() -> None:
    first = open_an_entry()
    assert open_an_entry() == first
    assert first.key == "xx-list/p2p"
    with pytest.raises(CorrectTheData, match="no substance"):
        registry.entry_of(control_list=first.control_list, substance="xylene")
