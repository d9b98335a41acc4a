"""The provider as Authlib asks it; its discovery document is believed only where it is of the issuer that was named."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

from authlib.integrations.django_client import DjangoOAuth2App, OAuth

from watchlist.access import ProviderPolicy, provider_policy
from watchlist.sign_on.refusals import NotBelieved

NAME: Final = "provider"
DISCOVERY: Final = "/.well-known/openid-configuration"
SECONDS: Final = 10
"""For one answer of the provider."""
BELIEVED: Final = 600
"""Seconds for which its document and keys are believed: a key that it withdrew signs no longer after that."""
ALGORITHMS: Final = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"}
)
"""With keys of which the provider alone has one half: no token unsigned, and none that our own secret could sign."""
SIGNED_BY: Final = "id_token_signing_alg_values_supported"
LOADED: Final = "_loaded_at"
"""How Authlib marks a document that it has read."""
ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
OTHER_ENDPOINTS: Final = ("userinfo_endpoint", "end_session_endpoint")


class Provider(DjangoOAuth2App):  # type: ignore[misc]  # the package has no annotations
    """The client of one provider: what Authlib checks, and that the document is the issuer's own."""

    policy: ProviderPolicy
    server_metadata: dict[str, Any]

    def load_server_metadata(self) -> dict[str, Any]:
        """Return what is read of the document. Raises `NotBelieved` where it is another's, or names what is unsafe.

        Nothing else of it is kept: Authlib would take what else it says for options of the connection.
        """
        if LOADED not in self.server_metadata:
            document = super().load_server_metadata()
            self.server_metadata = {}
            self.server_metadata = checked_document(document, self.policy.issuer)
        return self.server_metadata

    def _get_session(self) -> Any:
        return self._trusting(super()._get_session())

    def _get_oauth_client(self, **metadata: Any) -> Any:
        return self._trusting(super()._get_oauth_client(**metadata))

    def _trusting(self, session: Any) -> Any:
        """Have a session trust the authority that the house named, where it named one."""
        session.verify = self.policy.ca_file or True
        return session


def provider() -> Provider | None:
    """Return the client of the provider that the settings name; None where people log in here alone."""
    policy = provider_policy()
    return None if policy is None else _client(policy, int(time.time() // BELIEVED))


@lru_cache(maxsize=2)
def _client(policy: ProviderPolicy, period: int) -> Provider:
    """Return the client of a period: the next one asks for document and keys again."""
    client: Provider = OAuth().register(
        NAME,
        client_cls=Provider,
        client_id=policy.client_id,
        client_secret=policy.client_secret,
        server_metadata_url=policy.issuer.rstrip("/") + DISCOVERY,
        client_kwargs={
            "scope": " ".join(policy.scopes),
            "code_challenge_method": "S256",
            "default_timeout": SECONDS,
        },
    )
    client.policy = policy
    return client


def checked_document(document: Mapping[str, Any], issuer: str) -> dict[str, Any]:
    """Return what is read of a discovery document. Raises `NotBelieved`, with what is wrong for the log."""
    if document.get("issuer") != issuer:
        raise NotBelieved("the discovery document is of another issuer")
    schemes = {"https", urlsplit(issuer).scheme}  # http on this machine alone: config/sign_on.py
    places = {name: document.get(name) for name in (*ENDPOINTS, *OTHER_ENDPOINTS)}
    for name, address in places.items():
        is_safe = isinstance(address, str) and urlsplit(address).scheme in schemes
        if not is_safe and (address is not None or name in ENDPOINTS):
            raise NotBelieved(f"the discovery document names no safe {name}")
    algorithms = [name for name in _listed(document, SIGNED_BY) if name in ALGORITHMS]
    if not algorithms:
        raise NotBelieved("the provider signs by no algorithm that is taken here")
    ways = _listed(document, "token_endpoint_auth_methods_supported")
    is_posted = "client_secret_post" in ways and "client_secret_basic" not in ways
    return {
        **places,
        "issuer": issuer,
        SIGNED_BY: algorithms,
        "token_endpoint_auth_method": "client_secret_post" if is_posted else "client_secret_basic",
        LOADED: document[LOADED],
    }


def _listed(document: Mapping[str, Any], name: str) -> list[str]:
    listed = document.get(name)
    return [each for each in listed if isinstance(each, str)] if isinstance(listed, list) else []
