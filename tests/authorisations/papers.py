"""Documents for the tests: what a licence of the European Union for the piperidone of the shipments says."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import User

from tests.cases.shipments import PIPERIDONE
from watchlist.authorisations.facts import AuthorisationFacts
from watchlist.authorisations.models import Authorisation
from watchlist.authorisations.registering import register

DAY = date(2026, 9, 1)
LINE = {**PIPERIDONE, "arrival_date": DAY.isoformat()}
"""25 kg of a salt of 4-piperidone, from Northgate to Beauval; the law of the Union is asked on the day of arrival."""


def facts(**said: Any) -> AuthorisationFacts:
    """Return what a permit of Beauval says that covers the line, with what `said` says otherwise."""
    plain: dict[str, Any] = {
        "kind": "permit",
        "number": "FR-2026-0117",
        "authority": "Mission nationale de contrôle des précurseurs chimiques",
        "jurisdiction": "EU",
        "holder": "BEAUVAL",
        "role": "consignee",
        "valid_from": date(2026, 1, 1),
        "valid_until": date(2027, 1, 1),
        "substances": ("4-piperidone",),
        "forms": ("itself", "salt"),
        "operations": ("import",),
    }
    return AuthorisationFacts(**(plain | said))


def on_file(actor: User, **said: Any) -> Authorisation:
    """Put such a document on file and return its row."""
    return register(facts=facts(**said), actor=actor)
