from .files import as_csv as as_csv, as_workbook as as_workbook
from .quantities import MOST_SUMMED as MOST_SUMMED, totals_of as totals_of
from .query import RegisterQuery as RegisterQuery, consignments as consignments, lines_of_no_match as lines_of_no_match
from .rows import all_rows as all_rows, rows_page as rows_page
