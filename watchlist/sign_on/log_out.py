"""The end of a session on both sides: begun here, by sending the person there; begun there, by a token that says so."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from django.http import HttpRequest
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from joserfc.jwt import JWTClaimsRegistry
from requests import RequestException

from watchlist.access import ID_TOKEN, SealUnbroken, end_provider_sessions, seal, unseal, user_of
from watchlist.sign_on.asking import LEEWAY
from watchlist.sign_on.client import SIGNED_BY, Provider
from watchlist.sign_on.refusals import NotBelieved, ProviderAway

ACTOR: Final = "provider"
EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
OLDEST: Final = 600
"""Seconds since a log-out token was signed: no older one is taken, whatever it says of its own end."""
OWNER: Final = "id token"


def keep_id_token(request: HttpRequest, id_token: str) -> None:
    """Keep a token in the session, sealed: the provider is shown it at the log-out."""
    request.session[ID_TOKEN] = seal(id_token.encode(), owner=OWNER)


def address_to_log_out(client: Provider, request: HttpRequest, *, return_to: str) -> str:
    """Return where the person ends the session at the provider; "" where it has no such place, or does not answer."""
    hint = {}
    with suppress(SealUnbroken):
        hint = {"id_token_hint": unseal(request.session[ID_TOKEN], owner=OWNER).decode()}
    try:
        if not client.load_server_metadata().get("end_session_endpoint"):
            return ""
        client_id = client.policy.client_id
        return str(client.create_logout_url(post_logout_redirect_uri=return_to, client_id=client_id, **hint)["url"])
    except (RequestException, NotBelieved, ValueError):
        return ""


def end_as_told(client: Provider, logout_token: str) -> int:
    """End the sessions that a log-out token of the provider names, and return how many there were.

    Raises `NotBelieved` where it is not of this provider for this service, `ProviderAway` where no keys can be had.
    """
    claims = _verified(client, logout_token)
    session, subject = claims.get("sid", ""), claims.get("sub", "")
    if not isinstance(session, str) or not isinstance(subject, str) or not (session or subject):
        raise NotBelieved("the log-out token names neither session nor subject")
    user = user_of(issuer=client.policy.issuer, subject=subject) if subject else None
    if subject and user is None:
        return 0
    return end_provider_sessions(user=user, session=session, actor=ACTOR)


def _verified(client: Provider, logout_token: str) -> Mapping[str, Any]:
    try:
        claims = _decoded(client, logout_token)
        rules = JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": client.policy.issuer},
            aud={"essential": True, "value": client.policy.client_id},
            iat={"essential": True},
            jti={"essential": True},
        )
        rules.validate(claims)
    except RequestException as error:
        raise ProviderAway(type(error).__name__) from error
    except (JoseError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise NotBelieved(type(error).__name__) from error
    events = claims.get("events")
    if not isinstance(events, dict) or EVENT not in events or "nonce" in claims:
        raise NotBelieved("it is no log-out token")
    if time.time() - claims["iat"] > OLDEST:
        raise NotBelieved("the log-out token is too old")
    return claims


def _decoded(client: Provider, token: str) -> dict[str, Any]:
    """Return the claims of a signed token, by the keys as they are known: whoever sends one makes us ask for none."""
    registry = JWSRegistry(algorithms=client.load_server_metadata()[SIGNED_BY], strict_check_header=False)
    return dict(jwt.decode(token, KeySet.import_key_set(client.fetch_jwk_set()), registry=registry).claims)
