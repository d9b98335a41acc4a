from typing import Literal

QuestionAnswerRecordAnswerEnum = Literal["no", "yes"]

QUESTION_ANSWER_RECORD_ANSWER_ENUM_VALUES: set[QuestionAnswerRecordAnswerEnum] = {
    "no",
    "yes",
}


def check_question_answer_record_answer_enum(value: str) -> QuestionAnswerRecordAnswerEnum:
    if value in QUESTION_ANSWER_RECORD_ANSWER_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {QUESTION_ANSWER_RECORD_ANSWER_ENUM_VALUES!r}")
