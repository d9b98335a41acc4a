"""The worker of gunicorn, which tells a program in its own form what it cannot read of a call."""

from __future__ import annotations

from typing import Any, Final

from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

REFUSALS: Final = (
    (LimitRequestLine, "address-too-long", "An address has at most {line:,} bytes: send the search as a POST."),
    (LimitRequestHeaders, "headers-too-large", "A header has at most {header:,} bytes, and a call {headers} headers."),
)


class ProblemWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Answers a call whose first line or headers are too long by a problem; no application was asked for it."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Answer an error in the call, and close; whatever else failed is left to gunicorn."""
        for kind, key, detail in REFUSALS:
            if isinstance(exc, kind):
                client.sendall(problem_bytes(key, self._sentence(detail)))
                return
        super().handle_error(req, client, addr, exc)

    def _sentence(self, detail: str) -> str:
        cfg = self.cfg
        return detail.format(
            line=cfg.limit_request_line, header=cfg.limit_request_field_size, headers=cfg.limit_request_fields
        )


def problem_bytes(key: str, detail: str) -> bytes:
    """Return the whole answer, after which the connection ends."""
    # Not before the worker has set Django up.
    from watchlist.api.problems import ApiProblem, problem_response  # noqa: PLC0415

    answer = problem_response(ApiProblem(key, detail))
    head = f"HTTP/1.1 {answer.status_code} {answer.reason_phrase}\r\nConnection: close\r\n"
    fields = {**answer.headers, "Content-Length": str(len(answer.content))}
    head += "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return head.encode("latin-1") + b"\r\n" + answer.content
