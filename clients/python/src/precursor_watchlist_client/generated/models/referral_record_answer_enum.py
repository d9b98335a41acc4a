from typing import Literal

ReferralRecordAnswerEnum = Literal["agreed", "refused"]

REFERRAL_RECORD_ANSWER_ENUM_VALUES: set[ReferralRecordAnswerEnum] = {
    "agreed",
    "refused",
}


def check_referral_record_answer_enum(value: str) -> ReferralRecordAnswerEnum:
    if value in REFERRAL_RECORD_ANSWER_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REFERRAL_RECORD_ANSWER_ENUM_VALUES!r}")
