from .models import (
    CaseDue as CaseDue,
    Rescreen as Rescreen,
    RescreenPart as RescreenPart,
    RescreenStep as RescreenStep,
    TouchedItem as TouchedItem,
)
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
from .starting import RESCREEN as RESCREEN, look_back_since as look_back_since, start_rescreens as start_rescreens
from .work import HELP_RESCREEN as HELP_RESCREEN, help_rescreen as help_rescreen, rescreen as rescreen
