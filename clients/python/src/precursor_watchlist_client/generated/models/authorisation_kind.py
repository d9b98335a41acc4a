from typing import Literal

AuthorisationKind = Literal["export_authorisation", "import_authorisation", "licence", "permit", "registration"]

AUTHORISATION_KIND_VALUES: set[AuthorisationKind] = {
    "export_authorisation",
    "import_authorisation",
    "licence",
    "permit",
    "registration",
}


def check_authorisation_kind(value: str) -> AuthorisationKind:
    if value in AUTHORISATION_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {AUTHORISATION_KIND_VALUES!r}")
