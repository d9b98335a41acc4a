from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.entries_form import EntriesForm
from ...models.entries_request import EntriesRequest
from ...models.house_edition_changes import HouseEditionChanges
from ...models.problem_details import ProblemDetails
from ...types import UNSET, Response, Unset


def _get_kwargs(
    key: str,
    *,
    body: EntriesForm | EntriesRequest | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/house-lists/{key}/diff/".format(
            key=quote(str(key), safe=""),
        ),
    }

    if isinstance(body, EntriesForm):
        _kwargs["files"] = body.to_multipart()

        headers["Content-Type"] = "multipart/form-data; boundary=+++"
    if isinstance(body, EntriesRequest):
        _kwargs["json"] = body.to_dict()

        headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> HouseEditionChanges | ProblemDetails | None:
    if response.status_code == 200:
        response_200 = HouseEditionChanges.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ProblemDetails.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ProblemDetails.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ProblemDetails.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = ProblemDetails.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = ProblemDetails.from_dict(response.json())

        return response_409

    if response.status_code == 413:
        response_413 = ProblemDetails.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = ProblemDetails.from_dict(response.json())

        return response_415

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
) -> Response[HouseEditionChanges | ProblemDetails]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    key: str,
    *,
    client: AuthenticatedClient,
    body: EntriesForm | EntriesRequest | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[HouseEditionChanges | ProblemDetails]:
    """See what entries, or those of a file, would change of a house list; nothing is written

     Return what bringing the same would do. It is a reading of the list, and audited as one.

    Args:
        key (str):
        idempotency_key (str | Unset):
        body (EntriesForm): A file of all entries that the list is to have from now on.
        body (EntriesRequest): All entries that the list is to have from now on.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[HouseEditionChanges | ProblemDetails]
    """

    kwargs = _get_kwargs(
        key=key,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    key: str,
    *,
    client: AuthenticatedClient,
    body: EntriesForm | EntriesRequest | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> HouseEditionChanges | ProblemDetails | None:
    """See what entries, or those of a file, would change of a house list; nothing is written

     Return what bringing the same would do. It is a reading of the list, and audited as one.

    Args:
        key (str):
        idempotency_key (str | Unset):
        body (EntriesForm): A file of all entries that the list is to have from now on.
        body (EntriesRequest): All entries that the list is to have from now on.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        HouseEditionChanges | ProblemDetails
    """

    return sync_detailed(
        key=key,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    key: str,
    *,
    client: AuthenticatedClient,
    body: EntriesForm | EntriesRequest | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[HouseEditionChanges | ProblemDetails]:
    """See what entries, or those of a file, would change of a house list; nothing is written

     Return what bringing the same would do. It is a reading of the list, and audited as one.

    Args:
        key (str):
        idempotency_key (str | Unset):
        body (EntriesForm): A file of all entries that the list is to have from now on.
        body (EntriesRequest): All entries that the list is to have from now on.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[HouseEditionChanges | ProblemDetails]
    """

    kwargs = _get_kwargs(
        key=key,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    key: str,
    *,
    client: AuthenticatedClient,
    body: EntriesForm | EntriesRequest | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> HouseEditionChanges | ProblemDetails | None:
    """See what entries, or those of a file, would change of a house list; nothing is written

     Return what bringing the same would do. It is a reading of the list, and audited as one.

    Args:
        key (str):
        idempotency_key (str | Unset):
        body (EntriesForm): A file of all entries that the list is to have from now on.
        body (EntriesRequest): All entries that the list is to have from now on.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        HouseEditionChanges | ProblemDetails
    """

    return (
        await asyncio_detailed(
            key=key,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
