from typing import Literal

QuestionState = Literal["answered", "awaited", "draft", "overdue", "withdrawn"]

QUESTION_STATE_VALUES: set[QuestionState] = {
    "answered",
    "awaited",
    "draft",
    "overdue",
    "withdrawn",
}


def check_question_state(value: str) -> QuestionState:
    if value in QUESTION_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {QUESTION_STATE_VALUES!r}")
