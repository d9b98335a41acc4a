from .models import CaseDue as CaseDue, Rescreen as Rescreen, RescreenStep as RescreenStep, TouchedItem as TouchedItem
from .previewing import Preview as Preview, preview as preview
from .reporting import (
    COLUMNS as COLUMNS,
    found_sentence as found_sentence,
    report as report,
    row_of as row_of,
    rows_of as rows_of,
    shipment_name as shipment_name,
    summary as summary,
)
from .work import (
    RESCREEN as RESCREEN,
    look_back_since as look_back_since,
    rescreen as rescreen,
    start_rescreens as start_rescreens,
)
