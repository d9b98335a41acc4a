"""What a browser may do with an answer: what it may load, run, frame, and ask of the device that it runs on.

The strict policy is the rule. Two places need more, and say so here: the pages of people, whose frame evaluates the
expressions in its templates, and the page about the API. An answer that brings a policy of its own keeps it.
"""

from __future__ import annotations

import secrets
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

NOTHING: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""For all that is read by programs, or saved."""

SHEETS: Final = (
    "'sha256-IzdmVjVXWZmbABaEI+jZyeJgBpvhnxB3d278/K5qkxA='",  # the colours of the frame (UNFOLD, in the settings)
)
"""The style sheets inside pages that are not ours to move into files, by what they hold."""

PAGES: Final = "; ".join(
    (
        "default-src 'none'",
        # Alpine compiles the expressions in the attributes of the frame; no text that is stored stands in one.
        "script-src 'self' 'unsafe-eval'",
        " ".join(("style-src-elem 'self' 'nonce-{nonce}'", *SHEETS)),
        "style-src-attr 'unsafe-inline'",  # lengths of bars, and the strokes of drawings
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""For people. What is loaded comes from this service alone, and nothing that stands inside a page is run."""

ABOUT_THE_API: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)

BARE: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""For what is said outside the frame (watchlist/middleware/bare_pages.py), at whatever address."""

OF_PEOPLE: Final = "/admin/"
"""Where each answer is of somebody's rights: no browser keeps one, refusals among them, that says nothing of it."""

PLACES: Final = (("/admin/api/", ABOUT_THE_API), (OF_PEOPLE, PAGES), ("/", NOTHING))
"""The policy of an address: that of the first place that it is under."""

DEVICE: Final = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), serial=(), usb=(), clipboard-read=(self), clipboard-write=(self)"
)
"""Of the device: addresses of pages are copied (watchlist/static/watchlist/keys.js), and nothing else is asked."""


class BrowserPolicy(MiddlewareMixin):
    """Puts the policies on every answer, whoever made it. `style_nonce` is for the sheet inside a page that is ours."""

    def process_request(self, request: HttpRequest) -> None:
        """Draw the nonce of this answer."""
        request.style_nonce = secrets.token_urlsafe(16)  # type: ignore[attr-defined]

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Return the answer with what a browser may do with it."""
        nonce = request.style_nonce  # type: ignore[attr-defined]
        response.headers.setdefault("Content-Security-Policy", policy_of(request.path).format(nonce=nonce))
        response.headers.setdefault("Permissions-Policy", DEVICE)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith(OF_PEOPLE):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


def policy_of(path: str) -> str:
    """Return the policy of an address, with a place for the nonce where it takes one."""
    return next(policy for start, policy in PLACES if path.startswith(start))
