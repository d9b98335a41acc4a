from .query import (
    MOST_SUMMED as MOST_SUMMED,
    RegisterBasis as RegisterBasis,
    RegisterQuery as RegisterQuery,
    consignments as consignments,
    is_last_of_shipment as is_last_of_shipment,
    lines_of_no_match as lines_of_no_match,
    totals_of as totals_of,
)
from .rows import all_rows as all_rows, as_csv as as_csv, as_workbook as as_workbook, rows_page as rows_page
