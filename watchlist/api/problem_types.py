"""Every kind of error that the API answers: its key, its status, and what it means for whoever reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

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


PROBLEM_TYPES: Final = (
    ProblemType("body-not-readable", 400, "Body not readable", "The body is not JSON, or is nested too deeply."),
    ProblemType(
        "request-not-valid",
        400,
        "Request not valid",
        "The body breaks a rule; `errors` names each with a JSON pointer.",
    ),
    ProblemType(
        "query-not-understood",
        400,
        "Query not understood",
        "A parameter of the address is unknown here or breaks a rule; `errors` names each.",
    ),
    ProblemType(
        "cursor-not-valid", 400, "Cursor not valid", "The cursor is not one that this address gave for this query."
    ),
    ProblemType("key-not-valid", 400, "Key not valid", "An Idempotency-Key has 1 to 255 visible characters of ASCII."),
    ProblemType("token-needed", 401, "Token needed", "The service answers only to a token that it knows."),
    ProblemType(
        "scope-missing", 403, "Scope missing", "The token has not the scope for this, or its user not the right."
    ),
    ProblemType(
        "code-needed",
        403,
        "Code needed",
        "This user has a second factor, or must have one: send its code with the log-in.",
    ),
    ProblemType(
        "password-temporary",
        403,
        "Password temporary",
        "Another person set the password of this user, who must set their own on the pages first.",
    ),
    ProblemType("not-allowed", 403, "Not allowed", "This user may not do that."),
    ProblemType(
        "ask-another-person",
        403,
        "Ask another person",
        "Nobody decides on what he proposed or wrote: another person must.",
    ),
    ProblemType(
        "ask-the-lead", 403, "Ask the lead", "A compliance lead put the case on hold, and a lead takes it off."
    ),
    ProblemType("not-held", 404, "Not held", "Nothing is held under this address that this user may read."),
    ProblemType("method-not-allowed", 405, "Method not allowed", "The address does not take this method."),
    ProblemType(
        "call-under-way",
        409,
        "Call under way",
        "The same call is being answered: ask again after `Retry-After` seconds.",
    ),
    ProblemType(
        "answer-not-kept",
        409,
        "Answer not kept",
        "The call was carried out before under this key; its answer showed a secret, and is shown once.",
    ),
    ProblemType("job-not-cancellable", 409, "Job not cancellable", "The job is over: there is nothing left to stop."),
    ProblemType(
        "take-it-up-first", 409, "Take it up first", "What a machine proposed is decided on once a person took it up."
    ),
    ProblemType(
        "decide-on-the-latest",
        409,
        "Decide on the latest",
        "There is a later revision, or a later change set of the same source.",
    ),
    ProblemType("look-again", 409, "Look again", "Somebody was quicker: it was taken up, or decided on, meanwhile."),
    ProblemType("reopen-first", 409, "Reopen first", "The case is closed: whoever has more to say of it reopens it."),
    ProblemType(
        "judge-first",
        409,
        "Judge first",
        "There are lines that nobody judged, or that wait for a second officer: nothing is released before.",
    ),
    ProblemType(
        "name-another-authorisation",
        409,
        "Name another authorisation",
        "What was named is used up, revoked, corrected since, or not for this shipment.",
    ),
    ProblemType(
        "wait-for-the-second", 409, "Wait for the second", "A second officer was asked about it, and has not answered."
    ),
    ProblemType(
        "record-not-intact",
        409,
        "Record not intact",
        "The changes are not those that the revision was made of: somebody must find out why.",
    ),
    ProblemType("results-not-ready", 409, "Results not ready", "The job is not done: see how far it is."),
    ProblemType("body-too-large", 413, "Body too large", "The body is larger than this address reads."),
    ProblemType("media-type-not-supported", 415, "Media type not supported", "The body is of a kind not read here."),
    ProblemType(
        "question-not-answerable",
        422,
        "Question not answerable",
        "A day, an instant, a jurisdiction or another option must change before the law can be asked.",
    ),
    ProblemType(
        "change-not-fit",
        422,
        "Change not fit",
        "What the law would say breaks a rule: nothing was written.",
    ),
    ProblemType(
        "say-why",
        422,
        "Say why",
        "A rejection, a dismissal, a hold and a decision give their reason; so does who goes on where the gates spoke.",
    ),
    ProblemType(
        "dismiss-as-wrong-identification",
        422,
        "Dismiss as a wrong identification",
        "A sure finding of law is dismissed for a wrong identification, with a note, and for nothing else.",
    ),
    ProblemType(
        "meet-or-override",
        409,
        "Meet what is missing, or ask for an override",
        "Something stands in the way of the release: `…/release/` says what. It is met, or overridden by two.",
    ),
    ProblemType(
        "confirm-the-override",
        409,
        "Confirm the override",
        "The release goes past what is missing: the second officer confirms that apart, or refuses.",
    ),
    ProblemType(
        "name-the-authorisation",
        422,
        "Name the authorisation",
        "A release under authorisation says under which: one of the register, which covers goods of the shipment.",
    ),
    ProblemType(
        "judge-what-is-there",
        422,
        "Judge what is there",
        "The last screening of the case has no such line, or the line no such finding to judge.",
    ),
    ProblemType(
        "structure-not-readable",
        422,
        "Structure not readable",
        "The structure, pattern or InChIKey cannot be read, or is larger than one may be.",
    ),
    ProblemType(
        "structure-query-too-costly",
        422,
        "Structure query too costly",
        "The search took too long or too much memory and was given up: ask for something more particular.",
    ),
    ProblemType(
        "file-not-read",
        422,
        "File not read",
        "The file is of a kind not read here, or not what its name says.",
    ),
    ProblemType(
        "key-used-otherwise", 422, "Key used otherwise", "The Idempotency-Key was sent before with another body."
    ),
    ProblemType(
        "too-many-lines",
        422,
        "Too many lines",
        "The screening is longer than one answer holds: read it page by page, or as a file.",
    ),
    ProblemType("rate-limited", 429, "Rate limited", "Too many calls: go on after `Retry-After` seconds."),
    ProblemType(
        "locked-out",
        429,
        "Locked out",
        "Too many wrong passwords or codes: go on after `Retry-After` seconds.",
    ),
    ProblemType(
        "quota-used-up",
        429,
        "Quota used up",
        "The lines of this token's day are used up: a new day begins at 00:00 UTC.",
    ),
    ProblemType(
        "held-for-review", 429, "Held for review", "A person must release this token before it screens anything more."
    ),
    ProblemType(
        "too-many-manifests",
        429,
        "Too many manifests",
        "As many manifests of this sender wait or are screened as may: go on after `Retry-After` seconds.",
    ),
    ProblemType(
        "busy", 503, "Busy", "As many manifests wait or are screened as may: send it again after `Retry-After` seconds."
    ),
    ProblemType(
        "store-not-asked",
        503,
        "Store not asked",
        "Another version of the service made the store of structures: whoever runs it makes it anew first.",
    ),
    ProblemType(
        "database-away",
        503,
        "Database away",
        "The database does not answer, or takes no writes now: ask again after `Retry-After` seconds.",
    ),
    ProblemType("fault", 500, "Fault of the service", "Nothing was stored. The request id leads to the log."),
)
BY_KEY: Final = {problem_type.key: problem_type for problem_type in PROBLEM_TYPES}
