from .case_page import papers_named as papers_named, papers_of as papers_of
from .news import CaseNews as CaseNews, news_of as news_of
from .obstacles import override_view as override_view
from .questions import question_view as question_view
from .route_views import RouteCard as RouteCard, check_views as check_views, route_cards as route_cards
from .urls import CASE_ADDRESSES as CASE_ADDRESSES
from .words import (
    DISPOSITIONS as DISPOSITIONS,
    JUDGED as JUDGED,
    OFFERED as OFFERED,
    OFFERED_OF_LAW as OFFERED_OF_LAW,
    OPEN_FIRST as OPEN_FIRST,
    REASONS as REASONS,
    CaseView as CaseView,
    DutiesView as DutiesView,
    by_whom as by_whom,
    case_view as case_view,
    case_views as case_views,
    counts_view as counts_view,
    decision_view as decision_view,
    due_view as due_view,
    duties_view as duties_view,
    line_rows as line_rows,
    moment as moment,
    rows_of as rows_of,
)
