"""What each answer says of the token that asked: the version of its contract, and whether it is a test token."""

from __future__ import annotations

from typing import Final

from watchlist.access import VERSIONS, Token

VERSION: Final = "Watchlist-Version"
TEST: Final = "Watchlist-Test"
DOCUMENTED: Final = {
    VERSION: {
        "description": "The version of the contract that this token was issued under, which the answer keeps to.",
        "schema": {"type": "string", "enum": list(VERSIONS)},
    },
    TEST: {
        "description": "Only for test tokens: what is answered says nothing of real goods.",
        "schema": {"type": "string", "enum": ["true"]},
    },
}
"""The headers, as the OpenAPI document describes them."""


def headers_of_token(token: Token) -> dict[str, str]:
    """Return the headers of a token."""
    return {VERSION: token.contract_version, **({TEST: "true"} if token.is_test else {})}
