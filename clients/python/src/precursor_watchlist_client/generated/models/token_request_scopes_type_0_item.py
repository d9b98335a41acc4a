from typing import Literal

TokenRequestScopesType0Item = Literal[
    "admin",
    "approve_changes",
    "keep_house_lists",
    "propose_changes",
    "read_lists",
    "review_cases",
    "screen",
    "second_cases",
    "work_cases",
]

TOKEN_REQUEST_SCOPES_TYPE_0_ITEM_VALUES: set[TokenRequestScopesType0Item] = {
    "admin",
    "approve_changes",
    "keep_house_lists",
    "propose_changes",
    "read_lists",
    "review_cases",
    "screen",
    "second_cases",
    "work_cases",
}


def check_token_request_scopes_type_0_item(value: str) -> TokenRequestScopesType0Item:
    if value in TOKEN_REQUEST_SCOPES_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TOKEN_REQUEST_SCOPES_TYPE_0_ITEM_VALUES!r}")
