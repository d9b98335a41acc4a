"""A document for one consignment is used once, and a limit is kept, however many release under it at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.database import environment_in, own_database
from tests.warm import manage

pytestmark = pytest.mark.servers
AT_ONCE = """
import json
from datetime import date
from django.contrib.auth.models import User
from django.utils.timezone import now
from tests.forks import in_forks
from watchlist.authorisations.registering import NameAnotherAuthorisation
from watchlist.authorisations.models import Authorisation
from watchlist.authorisations.registering import consume

plain = dict(kind="permit", authority="x", jurisdiction="EU", holder="Beauval", holder_key="beauval", role="consignee",
             substances="x", forms="itself", operations="import", valid_from=date(2026, 1, 1), recorded_at=now())
Authorisation.objects.create(number="single", single_use=True, **plain)
Authorisation.objects.create(number="limited", quantity="3 kg", most=3_000_000, measure="mass", **plain)

def use(number):
    outcomes = []
    for row in Authorisation.objects.order_by("number"):
        try:
            consume(authorisation=row, case=f"C-{number}", shipment=f"reference {number}", amount=1_000_000,
                    actor=User(username="officer"))
            outcomes.append(f"used {row.number}")
        except NameAnotherAuthorisation:
            outcomes.append(f"refused {row.number}")
    return outcomes

print(json.dumps(sum(in_forks(6, use), [])))
"""


def test_of_six_at_once_one_uses_a_single_one_and_three_what_is_left(tmp_path: Path) -> None:
    with own_database(tmp_path, "tables") as database:
        outcomes = json.loads(manage(environment_in(tmp_path, database), "shell", "--no-imports", "-c", AT_ONCE))
    assert (outcomes.count("used single"), outcomes.count("refused single")) == (1, 5)
    assert (outcomes.count("used limited"), outcomes.count("refused limited")) == (3, 3)
