"""The guards: what the database refuses where no constraint can say it, whoever asks.

SQLite makes a table anew, and so drops its guards, when a migration alters it: such a migration, and one that adds a
table whose rows are guarded, installs them again, with all that is guarded from then on. So does one that changes the
text of a guard. What is installed here is that of the first release: it is not changed any more.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import migrations

from watchlist.migrations import _authorisation_uses, _cases, _change_sets, _retention, _suppressions
from watchlist.migrations._guards import GuardedRows, install_guards
from watchlist.migrations._refusals import install_refusals

ANSWER: Final = ("answer", "answered_by_id", "answered_at", "answer_note")
WITHDRAWAL: Final = ("withdrawn_by_id", "withdrawn_at", "withdrawal_note")

GUARDED: Final = GuardedRows(
    known=(
        *("description", "structure", "name", "identifier", "instrument", "obligation", "scheduling", "constituent"),
        *("classrule", "family", "mask", "membership", "destinationtable", "destination", "notice"),
        *("columnmapping", "houseentry", "suppressionterm", "determinationterm", "authorisation"),
    ),
    append_only=(
        *("auditevent", "auditanchor", "rowdigest", "erasedpayload", "erasure", "legalhold"),
        *("condition", "edition", "lawtick", "boundaryevent", "boundarysight", "houseedition"),
        *("publication", "collection", "changeset", "revision", "change", "decision", "application", "changecomment"),
        *("rescreendue", "rescreenstep", "toucheditem", "casedue"),
        *("casescreening", "caselookback", "caseevent", "duty", "dutystep", "referral", "judgement", "disposition"),
        *("attachment", "authorityreport", "suppression", "determination", "authorisationuse", "authorisationscan"),
    ),
    written_once=(
        *("item", "manifest", "manifestline", "manifestpart", "manifestparty", "party", "consignment"),
        *("screening", "screenedline", "hit", "rescreen", "upload", "uploadend"),
        *("deliveryattempt", "houselist", "told", "auditpayload", "integritycheck"),
    ),
    never_emptied=("auditpayload",),
    filled={
        "manifest": ("shipment",),
        "party": ("name", "first_seen"),
        "screening": ("summary", "made_at", "for_people", "let_go_at"),
        "rescreen": ("changed", "coverage", "summary", "done_at"),
        "referral": ANSWER,
        "suppression": (*ANSWER, *WITHDRAWAL),
        "determination": (*ANSWER, *WITHDRAWAL),
        "legalhold": ("lifted_by_id", "lifted_at", "lift_note"),
        "erasure": (*ANSWER, "done_at", "result"),
    },
)
REFUSALS: Final = (
    *_change_sets.REFUSALS,
    *_cases.REFUSALS,
    *_suppressions.REFUSALS,
    *_authorisation_uses.REFUSALS,
    *_retention.REFUSALS,
)


def install(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database."""
    install_guards(schema_editor, GUARDED)
    install_refusals(schema_editor, REFUSALS)


class Migration(migrations.Migration):
    """Guards alone: no table changes, and no row."""

    dependencies = [("watchlist", "0001_release_1_0")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
