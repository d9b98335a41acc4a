"""What an officer reads off a document into the register: one form to put it on file and to correct it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Self, TypeVar

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    FileField,
    MultipleChoiceField,
)
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from chemistry import normalise_name
from watchlist.authorisations import MOST_BYTES, Authorisation, AuthorisationFacts, Scan, read_limit, read_type
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.law import CompiledLaw
from watchlist.law_store import Jurisdiction, law_known_at
from watchlist.web.form_fields import VerbForm, form_errors

PREFILLED = ("kind", "jurisdiction", "holder", "role", "substances", "forms", "operations", "counterparties")
"""What a link may say of a document that is to be put on file."""
FORM_WORDS = {
    "itself": _("the substance itself"),
    "salt": _("salts"),
    "hydrate": _("hydrates"),
    "stereoisomer": _("stereoisomers"),
    "isotopologue": _("isotopologues"),
    "mixture_component": _("mixtures that hold it"),
    "contained": _("materials that contain it"),
    "ester": _("esters"),
    "ether": _("ethers"),
    "amide": _("amides"),
    "carbamate": _("carbamates"),
    "halide": _("halides"),
    "acetal": _("acetals"),
    "adduct": _("adducts"),
}
OPERATION_WORDS = {
    "import": _("import"),
    "export": _("export"),
    "transit": _("transit"),
    "transhipment": _("transhipment"),
    "domestic": _("domestic supply"),
    "intermediary": _("intermediary activities"),
    "return": _("return"),
}

REVOKED_ON = _("Say from which day it is revoked.")
Value = TypeVar("Value")


class AuthorisationForm(VerbForm):
    """What a document says; once valid, `facts` and `scan` hold it."""

    kind = ChoiceField(label=_("Kind"), choices=Authorisation.Kind.choices)
    number = CharField(label=_("Number"), max_length=100)
    authority = CharField(label=_("Issued by"), max_length=200)
    jurisdiction = ChoiceField(label=_("Under the law of"))
    citation = CharField(label=_("Legal basis"), max_length=300, required=False)
    holder = CharField(label=_("Holder"), max_length=300)
    role = ChoiceField(label=_("The holder is the"), choices=Authorisation.Role.choices)
    substances = CharField(label=_("Substances"), required=False, max_length=10_000)
    lists = MultipleChoiceField(label=_("Lists that it covers whole"), required=False)
    forms = MultipleChoiceField(label=_("Forms"), choices=[*FORM_WORDS.items()])
    operations = MultipleChoiceField(label=_("Operations"), choices=[*OPERATION_WORDS.items()])
    counterparties = CharField(label=_("Only with"), required=False, max_length=10_000)
    site = CharField(label=pgettext_lazy("premises", "Site"), required=False, max_length=300)
    quantity = CharField(label=_("For so much in all"), required=False, max_length=60)
    single_use = BooleanField(label=_("For one consignment"), required=False)
    valid_from = DateField(label=_("Valid from"), input_formats=["%Y-%m-%d"])
    last_day = DateField(label=_("Last day"), required=False, input_formats=["%Y-%m-%d"])
    note = CharField(label=_("Note"), required=False, max_length=10_000)
    scan_file = FileField(label=_("Scan"), required=False, max_length=200)
    reason = CharField(label=_("Why it is corrected"), required=False, max_length=1_000)

    def __init__(self, *args: Any, is_correction: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.law = law_known_at()
        self.fields["reason"].required = self.is_correction = is_correction
        self._choose("jurisdiction", [("", _("choose one…")), *_places(self.law)])
        self._choose("lists", _whole_lists(self.law))

    @classmethod
    def from_request(cls, request: HttpRequest, **options: Any) -> Self:
        """Return the form as it was sent, with its file; for a page that is looked at, with its initial values."""
        return cls(request.POST, request.FILES, **options) if request.method == "POST" else cls(**options)

    def _choose(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, ChoiceField)
        field.choices = choices

    def clean_substances(self) -> tuple[str, ...]:
        """Return the keys of the substances and entries named, one a line, by key, name or CAS number."""
        lines = filter(None, map(str.strip, self.cleaned_data["substances"].splitlines()))
        return tuple(dict.fromkeys(_key_of(line, self.law) for line in lines))

    def clean_quantity(self) -> str:
        """Return the limit as written, once it can be read."""
        text: str = self.cleaned_data["quantity"]
        _check(read_limit, text)
        return text

    def clean_scan_file(self) -> Scan | None:
        """Return the file that was sent, once its type is that of a scan."""
        file: UploadedFile[Any] | None = self.cleaned_data["scan_file"]
        if file is None:
            return None
        if file.size and file.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than %(most)s MB."), params={"most": MOST_BYTES // 1_000_000})
        scan = Scan(str(file.name), file.read())
        _check(read_type, scan)
        return scan

    @property
    def refusals(self) -> list[str]:
        """Return every error: those of a field after its label."""
        return list(form_errors(self))

    @property
    def facts(self) -> AuthorisationFacts:
        """Return the facts that were typed in."""
        fields = dict(self.cleaned_data)
        last = fields.pop("last_day")
        del fields["scan_file"], fields["reason"]
        fields["counterparties"] = tuple(filter(None, map(str.strip, fields["counterparties"].splitlines())))
        fields |= {name: tuple(fields[name]) for name in ("lists", "forms", "operations")}
        return AuthorisationFacts(**fields, valid_until=last + timedelta(1) if last else None)

    @property
    def scan(self) -> Scan | None:
        """Return the scan that was sent; None without one."""
        scan: Scan | None = self.cleaned_data["scan_file"]
        return scan


class RevocationForm(VerbForm):
    """From which day a document is revoked, and why."""

    on = DateField(input_formats=["%Y-%m-%d"], error_messages={"required": REVOKED_ON, "invalid": REVOKED_ON})
    reason = CharField(required=False)

    def clean_reason(self) -> str:
        """Return as much of the reason as is stored."""
        reason: str = self.cleaned_data["reason"]
        return reason[:1_000]


def initial_of(facts: AuthorisationFacts) -> dict[str, Any]:
    """Return the initial values of the form for a document on file."""
    initial = facts.as_record()
    until = initial.pop("valid_until")
    initial |= {name: "\n".join(initial[name]) for name in ("substances", "counterparties")}
    return {**initial, "last_day": until - timedelta(1) if until else None}


def _whole_lists(law: CompiledLaw) -> list[tuple[str, str]]:
    """Return the lists that ask for an authorisation of somebody, with their titles, by jurisdiction."""
    lists = (row for row in law.lists.values() if any(duty.action == "authorise" for duty in row.obligations))
    ordered = sorted(lists, key=lambda row: (row.jurisdiction or "", row.title, row.key))
    return [(row.key, row.title) for row in ordered]


def _places(law: CompiledLaw) -> list[tuple[str, str]]:
    """Return the jurisdictions whose law is held, with their names."""
    return [(row.key, row.name) for row in Jurisdiction.objects.order_by("name") if row.key in law.members]


def _key_of(text: str, law: CompiledLaw) -> str:
    """Return the key of a substance or an entry that a person names. Raises `ValidationError`."""
    if text in law.substances or any(row.entry == text for row in law.schedulings.get(text.rsplit("/", 1)[-1], ())):
        return text
    named = {target.substance for target in law.names.get(normalise_name(text), ())}
    named |= {target.substance for target in law.numbers.get(text, ())}
    if len(named) == 1:
        return named.pop()
    message = (
        _("“%(text)s” names several substances held: write the key of one.")
        if named
        else _("“%(text)s” is no substance held: write its name as the law prints it, its CAS number or its key.")
    )
    raise ValidationError(message, params={"text": text[:80]})


def _check(read: Callable[[Value], object], value: Value) -> None:
    try:
        read(value)
    except CorrectTheData as error:
        raise ValidationError(error.message) from error
