import datetime
from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_manifests_state import ListManifestsState
from ...models.list_manifests_verdict import ListManifestsVerdict
from ...models.manifest_page import ManifestPage
from ...models.problem_details import ProblemDetails
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 100,
    party: str | Unset = UNSET,
    received_after: datetime.datetime | Unset = UNSET,
    received_before: datetime.datetime | Unset = UNSET,
    reference: str | Unset = UNSET,
    state: ListManifestsState | Unset = UNSET,
    verdict: ListManifestsVerdict | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params["party"] = party

    json_received_after: str | Unset = UNSET
    if not isinstance(received_after, Unset):
        json_received_after = received_after.isoformat()
    params["received_after"] = json_received_after

    json_received_before: str | Unset = UNSET
    if not isinstance(received_before, Unset):
        json_received_before = received_before.isoformat()
    params["received_before"] = json_received_before

    params["reference"] = reference

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state

    params["state"] = json_state

    json_verdict: str | Unset = UNSET
    if not isinstance(verdict, Unset):
        json_verdict = verdict

    params["verdict"] = json_verdict

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/manifests/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | ManifestPage | ProblemDetails | None:
    if response.status_code == 200:
        response_200 = ManifestPage.from_dict(response.json())

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    if response.status_code == 400:
        response_400 = ProblemDetails.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ProblemDetails.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ProblemDetails.from_dict(response.json())

        return response_403

    if response.status_code == 429:
        response_429 = ProblemDetails.from_dict(response.json())

        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | ManifestPage | ProblemDetails]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 100,
    party: str | Unset = UNSET,
    received_after: datetime.datetime | Unset = UNSET,
    received_before: datetime.datetime | Unset = UNSET,
    reference: str | Unset = UNSET,
    state: ListManifestsState | Unset = UNSET,
    verdict: ListManifestsVerdict | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | ManifestPage | ProblemDetails]:
    """List the manifests that this user sent, the newest first

     Return a page of them: of everybody's, where the user may read them.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        party (str | Unset):
        received_after (datetime.datetime | Unset):
        received_before (datetime.datetime | Unset):
        reference (str | Unset):
        state (ListManifestsState | Unset):
        verdict (ListManifestsVerdict | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ManifestPage | ProblemDetails]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        party=party,
        received_after=received_after,
        received_before=received_before,
        reference=reference,
        state=state,
        verdict=verdict,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 100,
    party: str | Unset = UNSET,
    received_after: datetime.datetime | Unset = UNSET,
    received_before: datetime.datetime | Unset = UNSET,
    reference: str | Unset = UNSET,
    state: ListManifestsState | Unset = UNSET,
    verdict: ListManifestsVerdict | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | ManifestPage | ProblemDetails | None:
    """List the manifests that this user sent, the newest first

     Return a page of them: of everybody's, where the user may read them.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        party (str | Unset):
        received_after (datetime.datetime | Unset):
        received_before (datetime.datetime | Unset):
        reference (str | Unset):
        state (ListManifestsState | Unset):
        verdict (ListManifestsVerdict | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ManifestPage | ProblemDetails
    """

    return sync_detailed(
        client=client,
        cursor=cursor,
        limit=limit,
        party=party,
        received_after=received_after,
        received_before=received_before,
        reference=reference,
        state=state,
        verdict=verdict,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 100,
    party: str | Unset = UNSET,
    received_after: datetime.datetime | Unset = UNSET,
    received_before: datetime.datetime | Unset = UNSET,
    reference: str | Unset = UNSET,
    state: ListManifestsState | Unset = UNSET,
    verdict: ListManifestsVerdict | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | ManifestPage | ProblemDetails]:
    """List the manifests that this user sent, the newest first

     Return a page of them: of everybody's, where the user may read them.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        party (str | Unset):
        received_after (datetime.datetime | Unset):
        received_before (datetime.datetime | Unset):
        reference (str | Unset):
        state (ListManifestsState | Unset):
        verdict (ListManifestsVerdict | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ManifestPage | ProblemDetails]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        party=party,
        received_after=received_after,
        received_before=received_before,
        reference=reference,
        state=state,
        verdict=verdict,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 100,
    party: str | Unset = UNSET,
    received_after: datetime.datetime | Unset = UNSET,
    received_before: datetime.datetime | Unset = UNSET,
    reference: str | Unset = UNSET,
    state: ListManifestsState | Unset = UNSET,
    verdict: ListManifestsVerdict | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | ManifestPage | ProblemDetails | None:
    """List the manifests that this user sent, the newest first

     Return a page of them: of everybody's, where the user may read them.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        party (str | Unset):
        received_after (datetime.datetime | Unset):
        received_before (datetime.datetime | Unset):
        reference (str | Unset):
        state (ListManifestsState | Unset):
        verdict (ListManifestsVerdict | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ManifestPage | ProblemDetails
    """

    return (
        await asyncio_detailed(
            client=client,
            cursor=cursor,
            limit=limit,
            party=party,
            received_after=received_after,
            received_before=received_before,
            reference=reference,
            state=state,
            verdict=verdict,
            if_none_match=if_none_match,
        )
    ).parsed
