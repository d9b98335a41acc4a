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
OVERRIDE_LABELS: Final = {
    "seen_elsewhere": marked("The document was seen, and is kept elsewhere"),
    "filed_elsewhere": marked("It was filed with the authority, outside this service"),
    "not_asked_here": marked("The law does not ask it of this shipment"),
    "authority_agreed": marked("The authority agreed to the release"),
    "other": marked("Another reason"),
}
"""Why a release goes past what is missing."""
OBSTACLE_LABELS: Final = {
    "document": marked("A document is missing"),
    "balance": marked("Nothing is left of the document on file"),
    "duty": marked("Not done"),
    "deadline": marked("Not done, and its last day has passed"),
}
"""What stands in the way of a release."""
