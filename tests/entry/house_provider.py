"""A provider of OpenID Connect on this machine: `oidc-provider-mock`, behind a front that may falsify its tokens."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qs, parse_qsl, urlsplit

import flask
import requests
from joserfc import jwt
from joserfc.jwk import RSAKey
from oidc_provider_mock import User, app as provider_app
from werkzeug import Request, Response
from werkzeug.serving import make_server
from werkzeug.test import run_wsgi_app

Claims = dict[str, Any]
AUTHORIZE, TOKEN = "/oauth2/authorize", "/oauth2/token"
PATIENCE: Final = 60


@dataclass
class HouseProvider:
    """The provider, who is known there, what it was asked, and what it is to say otherwise than is true.

    `falsify`: changes the claims of a token; `key`: signs it in place of the provider's own; `algorithm`: by which.
    """

    app: flask.Flask
    url: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    challenges: dict[str, str] = field(default_factory=dict)
    falsify: Callable[[Claims], Claims] | None = None
    key: RSAKey | None = None
    algorithm: str = "RS256"

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        """Answer a call as the provider does, and look at what passes."""
        request = Request(environ)
        environ["wsgi.input"] = io.BytesIO(request.get_data(parse_form_data=False))  # to be read once more
        if request.path == TOKEN and not self._fits(request):
            return Response('{"error": "invalid_grant"}', status=400, mimetype="application/json")(environ, start)
        parts, status, headers = run_wsgi_app(self.app, environ)
        answer = Response(b"".join(parts), status=status, headers=headers)
        if request.path == AUTHORIZE and request.method == "POST":
            self._note(request, answer)
        if request.path == TOKEN and answer.status_code == 200:
            answer.set_data(json.dumps(self._falsified(json.loads(answer.get_data()))))
        return answer(environ, start)

    @property
    def own_key(self) -> RSAKey:
        """Return the key that the provider signs with."""
        with self.app.test_request_context():
            self.app.preprocess_request()
            return RSAKey.import_key(flask.g.oidc_provider_mock_storage.jwk.as_dict(is_private=True))

    def know(self, subject: str, **claims: Any) -> None:
        """Have the provider know somebody, with these claims."""
        requests.put(f"{self.url}/users/{subject}", json=claims, timeout=PATIENCE).raise_for_status()

    def log_in(self, address: str, subject: str) -> str:
        """Log somebody in there who was sent to an address, and return where the provider sends them back to."""
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=PATIENCE)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def signed(self, claims: Claims) -> str:
        """Return a token of these claims."""
        key = self.key or self.own_key
        return jwt.encode({"alg": self.algorithm, "kid": self.own_key.kid}, claims, key, algorithms=[self.algorithm])

    def logout_token(self, audience: str, **claims: Any) -> str:
        """Return a log-out token as a provider sends it."""
        said = {"iss": self.url, "aud": audience, "iat": int(time.time()), "jti": "1", "events": {EVENT: {}}, **claims}
        return self.signed({name: value for name, value in said.items() if value is not None})

    def _fits(self, request: Request) -> bool:
        """Say whether a code comes with what its challenge was made from: the package itself does not look."""
        sent = dict(parse_qsl(request.get_data().decode()))
        made = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = self.challenges.get(sent.get("code", ""))
        return challenge == base64.urlsafe_b64encode(made).rstrip(b"=").decode()

    def _note(self, request: Request, answer: Response) -> None:
        query = request.args.to_dict()
        self.asked.append(query)
        assert query["code_challenge_method"] == "S256"
        for code in parse_qs(urlsplit(answer.headers.get("Location", "")).query).get("code", ()):
            self.challenges[code] = query["code_challenge"]

    def _falsified(self, told: Claims) -> Claims:
        if self.falsify is None and self.key is None and self.algorithm == "RS256":
            return told
        _header, body, _signature = told["id_token"].split(".")
        claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        return {**told, "id_token": self.signed((self.falsify or dict)(claims))}


EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"


@contextmanager
def house_provider(people: Sequence[User] = ()) -> Iterator[HouseProvider]:
    """Run a provider on 127.0.0.1 until the block ends, on a port that the system chooses; it offers some people."""
    house = HouseProvider(provider_app(user_claims=people))
    server = make_server("127.0.0.1", 0, house, threaded=True)
    house.url = f"http://127.0.0.1:{server.server_port}"
    running = threading.Thread(target=server.serve_forever, args=(0.05,))
    running.start()
    try:
        yield house
    finally:
        server.shutdown()
        running.join()
        server.server_close()
