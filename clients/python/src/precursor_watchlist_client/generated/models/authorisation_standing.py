from typing import Literal

AuthorisationStanding = Literal["coming", "ended", "ending", "revoked", "used", "valid"]

AUTHORISATION_STANDING_VALUES: set[AuthorisationStanding] = {
    "coming",
    "ended",
    "ending",
    "revoked",
    "used",
    "valid",
}


def check_authorisation_standing(value: str) -> AuthorisationStanding:
    if value in AUTHORISATION_STANDING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {AUTHORISATION_STANDING_VALUES!r}")
