import datetime
from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.change_page import ChangePage
from ...models.list_changes_type import ListChangesType
from ...models.problem_details import ProblemDetails
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 100,
    since: datetime.datetime | Unset = UNSET,
    type_: ListChangesType | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    json_since: str | Unset = UNSET
    if not isinstance(since, Unset):
        json_since = since.isoformat()
    params["since"] = json_since

    json_type_: str | Unset = UNSET
    if not isinstance(type_, Unset):
        json_type_ = type_

    params["type"] = json_type_

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/changes/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | ChangePage | ProblemDetails | None:
    if response.status_code == 200:
        response_200 = ChangePage.from_dict(response.json())

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

    if response.status_code == 422:
        response_422 = ProblemDetails.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = ProblemDetails.from_dict(response.json())

        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | ChangePage | ProblemDetails]:
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
    since: datetime.datetime | Unset = UNSET,
    type_: ListChangesType | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | ChangePage | ProblemDetails]:
    """Read what changed in the law as held, so that a mirror of it stays exact

     Return a page of the difference; the pages that follow it are of the same two states of the law.

    It speaks of what is known here, not of the days on which law begins and ends: these stand in the
    records.
    Records are compared whole, so an act whose citation is corrected changes each scheduling that cites
    it.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        since (datetime.datetime | Unset):
        type_ (ListChangesType | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ChangePage | ProblemDetails]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        since=since,
        type_=type_,
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
    since: datetime.datetime | Unset = UNSET,
    type_: ListChangesType | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | ChangePage | ProblemDetails | None:
    """Read what changed in the law as held, so that a mirror of it stays exact

     Return a page of the difference; the pages that follow it are of the same two states of the law.

    It speaks of what is known here, not of the days on which law begins and ends: these stand in the
    records.
    Records are compared whole, so an act whose citation is corrected changes each scheduling that cites
    it.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        since (datetime.datetime | Unset):
        type_ (ListChangesType | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ChangePage | ProblemDetails
    """

    return sync_detailed(
        client=client,
        cursor=cursor,
        limit=limit,
        since=since,
        type_=type_,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 100,
    since: datetime.datetime | Unset = UNSET,
    type_: ListChangesType | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | ChangePage | ProblemDetails]:
    """Read what changed in the law as held, so that a mirror of it stays exact

     Return a page of the difference; the pages that follow it are of the same two states of the law.

    It speaks of what is known here, not of the days on which law begins and ends: these stand in the
    records.
    Records are compared whole, so an act whose citation is corrected changes each scheduling that cites
    it.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        since (datetime.datetime | Unset):
        type_ (ListChangesType | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ChangePage | ProblemDetails]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        since=since,
        type_=type_,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 100,
    since: datetime.datetime | Unset = UNSET,
    type_: ListChangesType | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | ChangePage | ProblemDetails | None:
    """Read what changed in the law as held, so that a mirror of it stays exact

     Return a page of the difference; the pages that follow it are of the same two states of the law.

    It speaks of what is known here, not of the days on which law begins and ends: these stand in the
    records.
    Records are compared whole, so an act whose citation is corrected changes each scheduling that cites
    it.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        since (datetime.datetime | Unset):
        type_ (ListChangesType | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ChangePage | ProblemDetails
    """

    return (
        await asyncio_detailed(
            client=client,
            cursor=cursor,
            limit=limit,
            since=since,
            type_=type_,
            if_none_match=if_none_match,
        )
    ).parsed
