"""Rules and panels ask for series that the service tells, by labels that they have."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml
from django.urls import resolve
from prometheus_client import CollectorRegistry

from watchlist.engine.host import ROOT
from watchlist.integrity.models import IntegrityCheck
from watchlist.metrics import OWN
from watchlist.middleware.state_metrics import state_registry

RULES = ROOT / "deploy" / "prometheus" / "alerts.yml"
PANELS = ROOT / "deploy" / "grafana" / "watchlist.json"
SERIES = re.compile(r"watchlist_[a-z_]+")
ROUTE = re.compile(r'route="([^"]*)"')
ADDED = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum"), "gauge": ("",)}


def _rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def _panels() -> list[dict[str, Any]]:
    panels: list[dict[str, Any]] = json.loads(PANELS.read_text(encoding="utf-8"))["panels"]
    return panels


def _asked() -> list[str]:
    targets = [target["expr"] for panel in _panels() for target in panel["targets"]]
    return [rule["expr"] for rule in _rules()] + targets


def _told(registry: CollectorRegistry) -> Iterator[str]:
    for family in registry.collect():
        yield from (family.name + ending for ending in ADDED[family.type])


@pytest.mark.usefixtures("law")
def test_rules_and_panels_ask_for_what_is_told_and_leave_nothing_unwatched() -> None:
    IntegrityCheck.objects.create(at=datetime.now(UTC), differences=0)
    asked = {name for expression in _asked() for name in SERIES.findall(expression)}
    told = {*_told(OWN), *_told(state_registry())}
    assert asked - told == set()
    unasked = {name for name in told - asked if not name.endswith(("_count", "_sum"))}
    assert unasked == set()


def test_each_rule_says_how_bad_it_is_and_what_to_do() -> None:
    rules = _rules()
    assert len({rule["alert"] for rule in rules}) == len(rules) > 10
    assert {rule["labels"]["severity"] for rule in rules} == {"page", "ticket"}
    assert all(rule["annotations"]["summary"].endswith((".", "?")) for rule in rules)


def test_panels_stand_beside_each_other() -> None:
    places = [tuple(panel["gridPos"][of] for of in "xy") for panel in _panels()]
    assert len(set(places)) == len(places)
    assert len({panel["id"] for panel in _panels()}) == len(places)


def test_routes_that_are_asked_for_exist() -> None:
    routes = {route for each in _asked() for route in ROUTE.findall(each)}
    assert routes == {resolve("/api/v1/screenings/").route}
