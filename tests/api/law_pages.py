"""Reading the law over HTTP as a client's program does: page after page."""

from __future__ import annotations

from typing import Any

from rest_framework.test import APIClient

PLACES = (
    "/api/v1/lists/",
    "/api/v1/lists/us-list-1/",
    "/api/v1/lists/us-list-1/editions/",
    "/api/v1/lists/us-list-1/diff/?from=2020-01-01&to=2024-01-01",
    "/api/v1/schedulings/",
    "/api/v1/notices/",
    "/api/v1/changes/",
    "/api/v1/class-rules/",
    "/api/v1/class-rules/us-fentanyl-related/",
    "/api/v1/catalog/",
    "/api/v1/grounds/",
)


def read(client: APIClient, url: str, **query: Any) -> dict[str, Any]:
    """Return the answer to a GET that must succeed."""
    response = client.get(url, query)
    assert response.status_code == 200, response.content
    body: dict[str, Any] = response.json()
    return body


def pages(client: APIClient, url: str, **query: Any) -> list[dict[str, Any]]:
    """Return every page, from the first to the last."""
    found = [read(client, url, **query)]
    while found[-1]["next"]:
        found.append(read(client, found[-1]["next"]))
    return found


def items(client: APIClient, url: str, **query: Any) -> list[dict[str, Any]]:
    """Return the items of all pages."""
    return [item for page in pages(client, url, **query) for item in page["items"]]
