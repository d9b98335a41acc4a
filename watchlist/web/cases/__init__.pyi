from .case_page import papers_named as papers_named
from .news import CaseNews as CaseNews, news_of as news_of
from .obstacles import override_view as override_view
from .urls import CASE_ADDRESSES as CASE_ADDRESSES
from .words import (
    DISPOSITIONS as DISPOSITIONS,
    JUDGED as JUDGED,
    OPEN_FIRST as OPEN_FIRST,
    REASONS as REASONS,
    CaseView as CaseView,
    case_view as case_view,
    case_views as case_views,
    due_view as due_view,
    duties_view as duties_view,
    line_rows as line_rows,
    rows_of as rows_of,
)
