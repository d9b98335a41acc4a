"""The whole service in a process of its own, asked as a client's program asks it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from tests.serving import served

pytestmark = pytest.mark.servers


def _send(url: str, authorization: str, body: object = None) -> dict[str, Any]:
    headers = {"Authorization": authorization, "Content-Type": "application/json"}
    request = urllib.request.Request(url, json.dumps(body).encode(), headers, method="POST")  # noqa: S310 - the server of this test
    with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310 - the server of this test
        answer: dict[str, Any] = json.load(response)
    return answer


def test_a_program_logs_in_and_screens_against_a_real_server(tmp_path: Path) -> None:
    with served(tmp_path) as service:
        basic = b64encode(f"officer:{service.password}".encode()).decode()
        token = _send(f"{service.url}/api/v1/tokens/", f"Basic {basic}")["token"]
        lines = [{"cas": "108-24-7", "name": "Acetic anhydride"}, {"name": "Glycerol", "smiles": "OCC(O)CO"}]
        body = {"as_of": "2026-01-01", "jurisdictions": ["UN", "US"], "lines": lines}
        answer = _send(f"{service.url}/api/v1/screenings/", f"Token {token}", body)
        assert [line["verdict"] for line in answer["lines"]] == ["controlled", "no_match"]
        with pytest.raises(urllib.error.HTTPError, match="401"):
            _send(f"{service.url}/api/v1/screenings/", "Token wrong", body)
