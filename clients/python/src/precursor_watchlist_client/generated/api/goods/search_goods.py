from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.goods_page import GoodsPage
from ...models.problem_details import ProblemDetails
from ...models.search_goods_kind import SearchGoodsKind
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    cursor: str | Unset = UNSET,
    inchikey: str | Unset = UNSET,
    kind: SearchGoodsKind | Unset = UNSET,
    limit: int | Unset = 100,
    similar: str | Unset = UNSET,
    smiles: str | Unset = UNSET,
    substructure: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["inchikey"] = inchikey

    json_kind: str | Unset = UNSET
    if not isinstance(kind, Unset):
        json_kind = kind

    params["kind"] = json_kind

    params["limit"] = limit

    params["similar"] = similar

    params["smiles"] = smiles

    params["substructure"] = substructure

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/goods/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | GoodsPage | ProblemDetails | None:
    if response.status_code == 200:
        response_200 = GoodsPage.from_dict(response.json())

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

    if response.status_code == 503:
        response_503 = ProblemDetails.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | GoodsPage | ProblemDetails]:
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
    inchikey: str | Unset = UNSET,
    kind: SearchGoodsKind | Unset = UNSET,
    limit: int | Unset = 100,
    similar: str | Unset = UNSET,
    smiles: str | Unset = UNSET,
    substructure: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | GoodsPage | ProblemDetails]:
    """Search the goods of stored shipments by structure

     Return a page of what meets the search, in its order, and what the answer does not speak of.

    Args:
        cursor (str | Unset):
        inchikey (str | Unset):
        kind (SearchGoodsKind | Unset):
        limit (int | Unset):  Default: 100.
        similar (str | Unset):
        smiles (str | Unset):
        substructure (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | GoodsPage | ProblemDetails]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        inchikey=inchikey,
        kind=kind,
        limit=limit,
        similar=similar,
        smiles=smiles,
        substructure=substructure,
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
    inchikey: str | Unset = UNSET,
    kind: SearchGoodsKind | Unset = UNSET,
    limit: int | Unset = 100,
    similar: str | Unset = UNSET,
    smiles: str | Unset = UNSET,
    substructure: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | GoodsPage | ProblemDetails | None:
    """Search the goods of stored shipments by structure

     Return a page of what meets the search, in its order, and what the answer does not speak of.

    Args:
        cursor (str | Unset):
        inchikey (str | Unset):
        kind (SearchGoodsKind | Unset):
        limit (int | Unset):  Default: 100.
        similar (str | Unset):
        smiles (str | Unset):
        substructure (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | GoodsPage | ProblemDetails
    """

    return sync_detailed(
        client=client,
        cursor=cursor,
        inchikey=inchikey,
        kind=kind,
        limit=limit,
        similar=similar,
        smiles=smiles,
        substructure=substructure,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    inchikey: str | Unset = UNSET,
    kind: SearchGoodsKind | Unset = UNSET,
    limit: int | Unset = 100,
    similar: str | Unset = UNSET,
    smiles: str | Unset = UNSET,
    substructure: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | GoodsPage | ProblemDetails]:
    """Search the goods of stored shipments by structure

     Return a page of what meets the search, in its order, and what the answer does not speak of.

    Args:
        cursor (str | Unset):
        inchikey (str | Unset):
        kind (SearchGoodsKind | Unset):
        limit (int | Unset):  Default: 100.
        similar (str | Unset):
        smiles (str | Unset):
        substructure (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | GoodsPage | ProblemDetails]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        inchikey=inchikey,
        kind=kind,
        limit=limit,
        similar=similar,
        smiles=smiles,
        substructure=substructure,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    inchikey: str | Unset = UNSET,
    kind: SearchGoodsKind | Unset = UNSET,
    limit: int | Unset = 100,
    similar: str | Unset = UNSET,
    smiles: str | Unset = UNSET,
    substructure: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | GoodsPage | ProblemDetails | None:
    """Search the goods of stored shipments by structure

     Return a page of what meets the search, in its order, and what the answer does not speak of.

    Args:
        cursor (str | Unset):
        inchikey (str | Unset):
        kind (SearchGoodsKind | Unset):
        limit (int | Unset):  Default: 100.
        similar (str | Unset):
        smiles (str | Unset):
        substructure (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | GoodsPage | ProblemDetails
    """

    return (
        await asyncio_detailed(
            client=client,
            cursor=cursor,
            inchikey=inchikey,
            kind=kind,
            limit=limit,
            similar=similar,
            smiles=smiles,
            substructure=substructure,
            if_none_match=if_none_match,
        )
    ).parsed
