from .answerers import (
    AnsweredStream as AnsweredStream,
    AnswererLost as AnswererLost,
    Answerers as Answerers,
    is_long as is_long,
)
from .line_question import LineQuestion as LineQuestion
