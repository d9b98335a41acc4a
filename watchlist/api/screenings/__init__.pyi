from .examples import ANSWER as ANSWER
from .reader_views import ReaderView as ReaderView
from .requests import (
    LineField as LineField,
    ScreeningRequest as ScreeningRequest,
    question_of as question_of,
)
