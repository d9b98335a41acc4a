from .answering import run_of as run_of
from .models import (
    CaseDue as CaseDue,
    ItemReading as ItemReading,
    Rescreen as Rescreen,
    RescreenStep as RescreenStep,
    TouchedItem as TouchedItem,
)
from .previewing import Preview as Preview, preview as preview
from .rebuilding import declared_line as declared_line, inputs_of as inputs_of
from .reporting import (
    COLUMNS as COLUMNS,
    report as report,
    row_of as row_of,
    rows_of as rows_of,
    shipment_name as shipment_name,
    summary as summary,
)
from .starting import look_back_since as look_back_since, start_rescreens as start_rescreens
from .work import RESCREEN as RESCREEN, rescreen as rescreen
