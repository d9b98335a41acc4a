from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.correction_answer_form import CorrectionAnswerForm
from ...models.correction_record import CorrectionRecord
from ...models.problem_details import ProblemDetails
from ...types import UNSET, Response, Unset


def _get_kwargs(
    correction_id: int,
    *,
    body: CorrectionAnswerForm,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/corrections/{correction_id}/answer/".format(
            correction_id=quote(str(correction_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CorrectionRecord | ProblemDetails | None:
    if response.status_code == 200:
        response_200 = CorrectionRecord.from_dict(response.json())

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
) -> Response[CorrectionRecord | ProblemDetails]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    correction_id: int,
    *,
    client: AuthenticatedClient,
    body: CorrectionAnswerForm,
    idempotency_key: str | Unset = UNSET,
) -> Response[CorrectionRecord | ProblemDetails]:
    """Agree as the second officer to a correction, which takes effect, or refuse it

     Nobody answers what they asked for. In a long shipment it takes effect when the job of `manifest`
    has answered all lines anew.

    Args:
        correction_id (int):
        idempotency_key (str | Unset):
        body (CorrectionAnswerForm): A second officer's answer to a correction.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CorrectionRecord | ProblemDetails]
    """

    kwargs = _get_kwargs(
        correction_id=correction_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    correction_id: int,
    *,
    client: AuthenticatedClient,
    body: CorrectionAnswerForm,
    idempotency_key: str | Unset = UNSET,
) -> CorrectionRecord | ProblemDetails | None:
    """Agree as the second officer to a correction, which takes effect, or refuse it

     Nobody answers what they asked for. In a long shipment it takes effect when the job of `manifest`
    has answered all lines anew.

    Args:
        correction_id (int):
        idempotency_key (str | Unset):
        body (CorrectionAnswerForm): A second officer's answer to a correction.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CorrectionRecord | ProblemDetails
    """

    return sync_detailed(
        correction_id=correction_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    correction_id: int,
    *,
    client: AuthenticatedClient,
    body: CorrectionAnswerForm,
    idempotency_key: str | Unset = UNSET,
) -> Response[CorrectionRecord | ProblemDetails]:
    """Agree as the second officer to a correction, which takes effect, or refuse it

     Nobody answers what they asked for. In a long shipment it takes effect when the job of `manifest`
    has answered all lines anew.

    Args:
        correction_id (int):
        idempotency_key (str | Unset):
        body (CorrectionAnswerForm): A second officer's answer to a correction.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CorrectionRecord | ProblemDetails]
    """

    kwargs = _get_kwargs(
        correction_id=correction_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    correction_id: int,
    *,
    client: AuthenticatedClient,
    body: CorrectionAnswerForm,
    idempotency_key: str | Unset = UNSET,
) -> CorrectionRecord | ProblemDetails | None:
    """Agree as the second officer to a correction, which takes effect, or refuse it

     Nobody answers what they asked for. In a long shipment it takes effect when the job of `manifest`
    has answered all lines anew.

    Args:
        correction_id (int):
        idempotency_key (str | Unset):
        body (CorrectionAnswerForm): A second officer's answer to a correction.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CorrectionRecord | ProblemDetails
    """

    return (
        await asyncio_detailed(
            correction_id=correction_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
