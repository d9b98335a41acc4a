import datetime
from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_screenings_verdict import ListScreeningsVerdict
from ...models.problem_details import ProblemDetails
from ...models.screening_page import ScreeningPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 100,
    made_after: datetime.datetime | Unset = UNSET,
    made_before: datetime.datetime | Unset = UNSET,
    party: str | Unset = UNSET,
    reference: str | Unset = UNSET,
    verdict: ListScreeningsVerdict | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    json_made_after: str | Unset = UNSET
    if not isinstance(made_after, Unset):
        json_made_after = made_after.isoformat()
    params["made_after"] = json_made_after

    json_made_before: str | Unset = UNSET
    if not isinstance(made_before, Unset):
        json_made_before = made_before.isoformat()
    params["made_before"] = json_made_before

    params["party"] = party

    params["reference"] = reference

    json_verdict: str | Unset = UNSET
    if not isinstance(verdict, Unset):
        json_verdict = verdict

    params["verdict"] = json_verdict

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/screenings/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | ProblemDetails | ScreeningPage | None:
    if response.status_code == 200:
        response_200 = ScreeningPage.from_dict(response.json())

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
) -> Response[Any | ProblemDetails | ScreeningPage]:
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
    made_after: datetime.datetime | Unset = UNSET,
    made_before: datetime.datetime | Unset = UNSET,
    party: str | Unset = UNSET,
    reference: str | Unset = UNSET,
    verdict: ListScreeningsVerdict | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | ProblemDetails | ScreeningPage]:
    """List the screenings of this user, the newest first

     Return a page of them: of everybody's, where the user may read them.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        made_after (datetime.datetime | Unset):
        made_before (datetime.datetime | Unset):
        party (str | Unset):
        reference (str | Unset):
        verdict (ListScreeningsVerdict | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ProblemDetails | ScreeningPage]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        made_after=made_after,
        made_before=made_before,
        party=party,
        reference=reference,
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
    made_after: datetime.datetime | Unset = UNSET,
    made_before: datetime.datetime | Unset = UNSET,
    party: str | Unset = UNSET,
    reference: str | Unset = UNSET,
    verdict: ListScreeningsVerdict | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | ProblemDetails | ScreeningPage | None:
    """List the screenings of this user, the newest first

     Return a page of them: of everybody's, where the user may read them.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        made_after (datetime.datetime | Unset):
        made_before (datetime.datetime | Unset):
        party (str | Unset):
        reference (str | Unset):
        verdict (ListScreeningsVerdict | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ProblemDetails | ScreeningPage
    """

    return sync_detailed(
        client=client,
        cursor=cursor,
        limit=limit,
        made_after=made_after,
        made_before=made_before,
        party=party,
        reference=reference,
        verdict=verdict,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 100,
    made_after: datetime.datetime | Unset = UNSET,
    made_before: datetime.datetime | Unset = UNSET,
    party: str | Unset = UNSET,
    reference: str | Unset = UNSET,
    verdict: ListScreeningsVerdict | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | ProblemDetails | ScreeningPage]:
    """List the screenings of this user, the newest first

     Return a page of them: of everybody's, where the user may read them.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        made_after (datetime.datetime | Unset):
        made_before (datetime.datetime | Unset):
        party (str | Unset):
        reference (str | Unset):
        verdict (ListScreeningsVerdict | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ProblemDetails | ScreeningPage]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        made_after=made_after,
        made_before=made_before,
        party=party,
        reference=reference,
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
    made_after: datetime.datetime | Unset = UNSET,
    made_before: datetime.datetime | Unset = UNSET,
    party: str | Unset = UNSET,
    reference: str | Unset = UNSET,
    verdict: ListScreeningsVerdict | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | ProblemDetails | ScreeningPage | None:
    """List the screenings of this user, the newest first

     Return a page of them: of everybody's, where the user may read them.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        made_after (datetime.datetime | Unset):
        made_before (datetime.datetime | Unset):
        party (str | Unset):
        reference (str | Unset):
        verdict (ListScreeningsVerdict | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ProblemDetails | ScreeningPage
    """

    return (
        await asyncio_detailed(
            client=client,
            cursor=cursor,
            limit=limit,
            made_after=made_after,
            made_before=made_before,
            party=party,
            reference=reference,
            verdict=verdict,
            if_none_match=if_none_match,
        )
    ).parsed
