"""Every kind of error that the API answers: its key, its status, and what it means for whoever reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from watchlist.conf import API

BASE: Final = f"{API}problems/"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A kind of error (RFC 9457): its `type` never changes, its title neither."""

    key: str
    status: int
    title: str
    meaning: str

    @property
    def uri(self) -> str:
        """Return the `type`, which is the address of its explanation on this service."""
        return f"{BASE}{self.key}/"

    def body(self, detail: str) -> dict[str, Any]:
        """Return an error of this kind as it is answered."""
        return {"type": self.uri, "title": self.title, "status": self.status, "detail": detail}


MEANINGS: Final[dict[int, dict[str, str]]] = {
    400: {
        "body-not-readable": "The body is not JSON, or is nested too deeply.",
        "request-not-valid": "The body breaks a rule; `errors` names each with a JSON pointer.",
        "query-not-understood": "A parameter of the address is unknown here or breaks a rule; `errors` names each.",
        "cursor-not-valid": "The cursor is not one that this address gave for this query.",
        "key-not-valid": "An Idempotency-Key has 1 to 255 visible characters of ASCII.",
    },
    401: {
        "token-needed": "The service answers only to a token that it knows.",
        "log-in-refused": "A log-in sends the name and password of a user, as Basic: none came, or they are wrong.",
    },
    403: {
        "scope-missing": "The token has not the scope for this, or its user not the right.",
        "code-needed": "This user has a second factor, or must have one: send its code with the log-in.",
        "password-temporary": "Another person set the password of this user, who must set their own on the pages "
        "first.",
        "not-allowed": "This user may not do that.",
        "not-in-test-mode": "A test token screens fixed goods and reads the law, and does nothing else.",
        "ask-another-person": "Nobody decides on what he proposed or wrote: another person must.",
        "ask-the-lead": "A compliance lead put the case on hold, and a lead takes it off.",
    },
    404: {
        "not-held": "Nothing is held under this address that this user may read.",
        "slash-missing": "Addresses end in a slash: the sentence of the error names the one that is meant.",
    },
    405: {
        "method-not-allowed": "The address does not take this method.",
    },
    409: {
        "call-under-way": "The same call is being answered: ask again after `Retry-After` seconds.",
        "answer-not-kept": "The call was carried out before under this key; its answer showed a secret, and is shown "
        "once.",
        "job-not-cancellable": "The job is over: there is nothing left to stop.",
        "take-it-up-first": "What a machine proposed is decided on once a person took it up.",
        "decide-on-the-latest": "There is a later revision, or a later change set of the same source.",
        "look-again": "Somebody was quicker: it was taken up, or decided on, meanwhile.",
        "reopen-first": "The case is closed: whoever has more to say of it reopens it.",
        "judge-first": "There are lines that nobody judged, or that wait for a second officer: nothing is released "
        "before.",
        "decide-by-line": "Words were said on lines of the case: its own follows from them, and those that are left "
        "need theirs.",
        "meet-or-override": "Something stands in the way of the release: `…/release/` says what. It is met, or "
        "overridden by two.",
        "confirm-the-override": "The release goes past what is missing: the second officer confirms that apart, or "
        "refuses.",
        "confirm-the-shrinking": "More than half of the entries of the list would go: `shrink` says that they shall.",
        "name-another-authorisation": "What was named is used up, revoked, corrected since, or not for this shipment.",
        "wait-for-the-second": "A second officer was asked about it, and has not answered.",
        "record-not-intact": "The changes are not those that the revision was made of: somebody must find out why.",
        "results-not-ready": "The job is not done: see how far it is.",
        "results-not-made": "The job that was to make the file was given up: whoever runs the service finds why.",
    },
    413: {
        "body-too-large": "The body is larger than this address reads; the sentence of the error says how large one "
        "may be.",
    },
    414: {
        "address-too-long": "The address is longer than one that is read: send a search by structure as a POST.",
    },
    415: {
        "media-type-not-supported": "The body is of a kind not read here.",
    },
    416: {
        "range-not-satisfiable": "The range begins behind the end of the file: `Content-Range` says how long that is.",
    },
    422: {
        "question-not-answerable": "A day, an instant, a jurisdiction or another option must change before the law can "
        "be asked.",
        "change-not-fit": "What the law would say breaks a rule: nothing was written.",
        "say-why": "A rejection, a dismissal, a hold and a decision give their reason; so does who goes on where the "
        "gates spoke.",
        "dismiss-as-wrong-identification": "A sure finding of law is dismissed only as wrong, exempt or out of reach, "
        "with a note of what shows it; a lawful use unlists no substance.",
        "name-the-authorisation": "A release under authorisation says under which: one of the register, which covers "
        "goods of the shipment.",
        "judge-what-is-there": "The last screening of the case has no such line, or the line no such finding to judge.",
        "structure-not-readable": "The structure, pattern or InChIKey cannot be read, or is larger than one may be.",
        "structure-query-too-costly": "The search took too long or too much memory and was given up: ask for something "
        "more particular.",
        "url-refused": "Nothing is sent to this URL: another scheme, host or port must be named.",
        "file-not-read": "The file is of a kind not read here, or not what its name says.",
        "entries-refused": "Entries of a house list break a rule; `errors` names each, and nothing was written.",
        "attach-another-file": "A case takes files of some kinds, sizes and numbers: the detail says what of that is "
        "not so.",
        "key-used-otherwise": "The Idempotency-Key was sent before with another body.",
        "too-many-lines": "The screening is longer than one answer holds: read it page by page, or as a file.",
    },
    429: {
        "rate-limited": "Too many calls: go on after `Retry-After` seconds.",
        "locked-out": "Too many wrong passwords or codes: go on after `Retry-After` seconds.",
        "quota-used-up": "The lines of this token's day are used up: a new day begins at 00:00 UTC.",
        "held-for-review": "A person must release this token before it screens anything more.",
        "too-many-manifests": "As many manifests of this sender wait or are screened as may: go on after `Retry-After` "
        "seconds.",
    },
    431: {
        "headers-too-large": "The headers are longer than those that are read.",
    },
    503: {
        "busy": "As many manifests wait or are screened as may: send it again after `Retry-After` seconds.",
        "store-not-asked": "Another version of the service made the store of structures: whoever runs it makes it anew "
        "first.",
        "database-away": "The database does not answer, or takes no writes now: ask again after `Retry-After` seconds.",
    },
    502: {
        "service-away": "The service does not answer the web server in front of it, or ended within the call, which "
        "may have been carried out: send it again after `Retry-After` seconds, a POST with its `Idempotency-Key`.",
    },
    504: {
        "no-answer-in-time": "The service took longer than a call may, and may be at it still: look what came of it "
        "before you send it again. A long shipment goes to `/manifests/`, which answers at once.",
    },
    500: {
        "fault": "Nothing was stored. The request id leads to the log.",
    },
}
"""By status and key; keys never change."""
TITLES: Final = {
    "dismiss-as-wrong-identification": "Dismiss for a reason that fits",
    "fault": "Fault of the service",
}
"""Of those whose title is not their key in words."""
PROBLEM_TYPES: Final = tuple(
    ProblemType(key, status, TITLES.get(key, key.replace("-", " ").capitalize()), meaning)
    for status, meanings in MEANINGS.items()
    for key, meaning in meanings.items()
)
BY_KEY: Final = {problem_type.key: problem_type for problem_type in PROBLEM_TYPES}
