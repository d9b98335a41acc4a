"""Labels of dispositions, judgements and reasons: one table for pages, history, register and dossier.

The words are English, as records and dossiers are; pages translate them where they show them.
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop as marked

DISPOSITION_LABELS: Final = {
    "released": marked("Released"),
    "released_under_authorisation": marked("Released under an authorisation"),
    "refused": marked("Refused"),
    "withdrawn": marked("Withdrawn"),
    "seized": marked("Seized"),
}
JUDGED_LABELS: Final = {
    "confirmed": marked("Confirmed"),
    "dismissed": marked("Dismissed"),
    "undecided": marked("Undecided"),
    "waiting": marked("Waits for a second officer"),
    "refused": marked("Dismissal refused by a second officer"),
}
"""The word in effect of a judgement."""
REASON_LABELS: Final = {
    "wrong_identification": marked("Wrong identification"),
    "other_substance": marked("Another substance"),
    "exempt_product": marked("An exempt product"),
    "lawful_use_known": marked("A lawful use is known"),
    "data_error": marked("An error in the data"),
}
"""Why a finding is dismissed, in the order of the keys 1 to 5."""
