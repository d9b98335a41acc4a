from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem_details import ProblemDetails
from ...models.question_record import QuestionRecord
from ...models.sending_form import SendingForm
from ...types import UNSET, Response, Unset


def _get_kwargs(
    question_id: int,
    *,
    body: SendingForm,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/questions/{question_id}/send/".format(
            question_id=quote(str(question_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ProblemDetails | QuestionRecord | None:
    if response.status_code == 200:
        response_200 = QuestionRecord.from_dict(response.json())

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
) -> Response[ProblemDetails | QuestionRecord]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    question_id: int,
    *,
    client: AuthenticatedClient,
    body: SendingForm,
    idempotency_key: str | Unset = UNSET,
) -> Response[ProblemDetails | QuestionRecord]:
    """Write down that a question was sent

     By the officer's own mail.

    Args:
        question_id (int):
        idempotency_key (str | Unset):
        body (SendingForm): To whom it was sent by the officer's own mail, on which day, and until
            when an answer is awaited.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemDetails | QuestionRecord]
    """

    kwargs = _get_kwargs(
        question_id=question_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    question_id: int,
    *,
    client: AuthenticatedClient,
    body: SendingForm,
    idempotency_key: str | Unset = UNSET,
) -> ProblemDetails | QuestionRecord | None:
    """Write down that a question was sent

     By the officer's own mail.

    Args:
        question_id (int):
        idempotency_key (str | Unset):
        body (SendingForm): To whom it was sent by the officer's own mail, on which day, and until
            when an answer is awaited.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemDetails | QuestionRecord
    """

    return sync_detailed(
        question_id=question_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    question_id: int,
    *,
    client: AuthenticatedClient,
    body: SendingForm,
    idempotency_key: str | Unset = UNSET,
) -> Response[ProblemDetails | QuestionRecord]:
    """Write down that a question was sent

     By the officer's own mail.

    Args:
        question_id (int):
        idempotency_key (str | Unset):
        body (SendingForm): To whom it was sent by the officer's own mail, on which day, and until
            when an answer is awaited.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemDetails | QuestionRecord]
    """

    kwargs = _get_kwargs(
        question_id=question_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    question_id: int,
    *,
    client: AuthenticatedClient,
    body: SendingForm,
    idempotency_key: str | Unset = UNSET,
) -> ProblemDetails | QuestionRecord | None:
    """Write down that a question was sent

     By the officer's own mail.

    Args:
        question_id (int):
        idempotency_key (str | Unset):
        body (SendingForm): To whom it was sent by the officer's own mail, on which day, and until
            when an answer is awaited.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemDetails | QuestionRecord
    """

    return (
        await asyncio_detailed(
            question_id=question_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
