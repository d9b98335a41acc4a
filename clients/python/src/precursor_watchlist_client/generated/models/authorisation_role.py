from typing import Literal

AuthorisationRole = Literal["consignee", "consignor", "operator"]

AUTHORISATION_ROLE_VALUES: set[AuthorisationRole] = {
    "consignee",
    "consignor",
    "operator",
}


def check_authorisation_role(value: str) -> AuthorisationRole:
    if value in AUTHORISATION_ROLE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {AUTHORISATION_ROLE_VALUES!r}")
