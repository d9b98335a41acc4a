"""The way to the provider and back: who logs in is sent there, and what they bring back is checked, all of it.

State, nonce and PKCE (S256) stand in the session of the browser that was sent; issuer, audience, signature, expiry and
the hash of the access token are Authlib's to check, and each is asked for.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client import OAuthError
from django.http import HttpRequest
from joserfc.errors import JoseError
from requests import RequestException

from watchlist.access import ProviderPolicy
from watchlist.sign_on.client import Provider
from watchlist.sign_on.identity import ProviderIdentity, claim_at, identity_of
from watchlist.sign_on.refusals import NotBelieved, ProviderAway, ProviderRefused

LEEWAY: Final = 60
"""Seconds by which the clock of the provider may differ from ours."""
MISMATCH: Final = "mismatching_state"


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who came back from the provider: who they are, and the page that they wanted.

    `asked_anew_at`: when they were sent to log in there anew, whatever session they had; None for a plain log-in.
    """

    identity: ProviderIdentity
    wanted: str
    asked_anew_at: float | None

    @property
    def is_fresh(self) -> bool:
        """Say whether they did log in anew, with a second factor that counts here."""
        identity, since = self.identity, self.asked_anew_at
        if since is None or identity.authenticated_at is None or not identity.has_second_factor:
            return False
        return identity.authenticated_at >= since - LEEWAY


def address_to_log_in(
    client: Provider, request: HttpRequest, *, return_to: str, wanted: str = "", anew: bool = False
) -> str:
    """Return the address of the provider to send somebody to; what is to be checked then is kept in their session.

    `anew`: they are to log in there anew. Raises `ProviderAway`, `NotBelieved`.
    """
    parameters: dict[str, str] = {"prompt": "login", "max_age": "0"} if anew else {}
    levels = sorted(value for name, value in client.policy.second_factor if name == "acr")
    if levels:
        parameters["acr_values"] = " ".join(levels)
    with _faults_named():
        made = client.create_authorization_url(return_to, **parameters)
        kept = {"wanted": wanted, "asked_anew_at": time.time() if anew else None}
        client.save_authorize_data(request, redirect_uri=return_to, **made, **kept)
    return str(made["url"])


def arrival_of(client: Provider, request: HttpRequest) -> Arrival:
    """Return who came back from the provider, by the code that they bring; it is good once.

    Raises `NotBelieved`, `ProviderRefused`, `ProviderAway`.
    """
    policy = client.policy
    kept: Mapping[str, Any] = client.framework.get_state_data(request.session, request.GET.get("state")) or {}
    if request.GET.get("iss", policy.issuer) != policy.issuer:
        raise NotBelieved("the answer is of another issuer")
    claims_wanted = {"iss": {"essential": True, "value": policy.issuer}}
    claims_wanted["aud"] = {"essential": True, "value": policy.client_id}
    with _faults_named():
        token = client.authorize_access_token(request, claims_options=claims_wanted, leeway=LEEWAY)
        claims = token.get("userinfo")
        if not claims or "id_token" not in token:
            raise NotBelieved("the provider sent no id token")
        identity = identity_of(_completed(client, token, claims, policy), policy, str(token["id_token"]))
    if not identity.subject:
        raise NotBelieved("the token names no subject")
    return Arrival(identity, str(kept.get("wanted", "")), kept.get("asked_anew_at"))


def _completed(
    client: Provider, token: Mapping[str, Any], claims: Mapping[str, Any], policy: ProviderPolicy
) -> Mapping[str, Any]:
    """Return the claims, those without groups with what the provider says of the person beside its token."""
    if claim_at(claims, policy.groups_claim) is not None or not client.load_server_metadata().get("userinfo_endpoint"):
        return claims
    userinfo = client.userinfo(token=token)
    if userinfo.get("sub") != claims["sub"]:
        raise NotBelieved("the provider told of another person than its token")
    return {**userinfo, **claims}


def _code(text: object) -> str:
    """Return a code of the standard for the log, which takes no other text out of an address."""
    code = str(text)
    return code if code.isascii() and code.isidentifier() and len(code) <= 40 else "unknown"


@contextmanager
def _faults_named() -> Iterator[None]:
    """Name by what it means whatever Authlib, the connection or a malformed answer raises."""
    try:
        yield
    except RequestException as error:
        raise ProviderAway(type(error).__name__) from error
    except OAuthError as error:
        if error.error == MISMATCH:
            raise NotBelieved("no log-in with this state was begun in this browser") from error
        raise ProviderRefused(_code(error.error)) from error
    except (AuthlibBaseError, JoseError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise NotBelieved(type(error).__name__) from error
