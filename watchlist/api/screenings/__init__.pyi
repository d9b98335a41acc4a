from .answer_parts import (
    CoverageRecord as CoverageRecord,
    InstrumentRecord as InstrumentRecord,
    LineRecord as LineRecord,
    SummaryRecord as SummaryRecord,
)
from .examples import ANSWER as ANSWER
from .reader_views import ReaderView as ReaderView
from .requests import (
    LawDateField as LawDateField,
    LineField as LineField,
    ScreeningRequest as ScreeningRequest,
    day_of_law as day_of_law,
    question_of as question_of,
)
