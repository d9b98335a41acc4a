from typing import Literal

ReferralWord = Literal["dismissed", "released", "released_under_authorisation"]

REFERRAL_WORD_VALUES: set[ReferralWord] = {
    "dismissed",
    "released",
    "released_under_authorisation",
}


def check_referral_word(value: str) -> ReferralWord:
    if value in REFERRAL_WORD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REFERRAL_WORD_VALUES!r}")
