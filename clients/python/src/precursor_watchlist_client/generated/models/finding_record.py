from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.bears import Bears, check_bears
from ..models.branch import Branch, check_branch
from ..models.certainty import Certainty, check_certainty
from ..models.confidence import Confidence, check_confidence
from ..models.date_basis import DateBasis, check_date_basis
from ..models.date_precision import DatePrecision, check_date_precision
from ..models.form import Form, check_form
from ..models.found_form import FoundForm, check_found_form
from ..models.identity_field import IdentityField, check_identity_field
from ..models.severity import Severity, check_severity
from ..models.tier import Tier, check_tier
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.condition_record import ConditionRecord
    from ..models.evidence_record import EvidenceRecord
    from ..models.instrument_record import InstrumentRecord
    from ..models.obligation import Obligation
    from ..models.quantity_record import QuantityRecord
    from ..models.rule_record import RuleRecord


T = TypeVar("T", bound="FindingRecord")


@_attrs_define
class FindingRecord:
    """One way in which a line meets the law, and the literal reason.

    Of `near_boundary` and `analogue` a token without the right to review cases is shown tier, severity, branch and
    substance, and in `explanation` that reasons are withheld; every other field is null.

    """

    tier: Tier
    """ How the goods stand to the law, as a reader meets it: what is controlled, what may be, what comes close.

    * `drug_reference`: A controlled drug, or a form of one: drug law applies, not precursor law.
    * `exempt`: Listed or inside a class, but a condition that the law names is known to be met and exempts it.
    * `listed`: The substance that the entry names.
    * `listed_form`: A form that the entry's own reach covers, or that still holds the listed substance.
    * `class_member`: Inside a class that a law defines by structure.
    * `announced`: Published, and not in force on the day.
    * `monitored`: On a surveillance list: not controlled, and watched.
    * `listed_elsewhere`: Listed by the law of another country than those of the route, and by none that was asked.
    * `near_boundary`: Outside a legal class or the reach of a listing by a named condition.
    * `analogue`: On no list and in no class, and its structure resembles something listed, which is named.

    What puts goods into each:

    * `drug_reference`: A controlled drug, or a form of one, whose own law is not held here.
    * `exempt`: Listed, but a condition that the law names, and that is known to be met, takes it out.
    * `listed`: The substance that the entry names.
    * `listed_form`: A form that the entry's own reach covers, or in which the listed substance is still there.
    * `announced`: Published, and not in force on the day.
    * `near_boundary`: Outside the reach of a listing by one named condition.
    * `monitored`: On a public surveillance list: not controlled. Of what such a list holds in part its silence says
    nothing.
    * `drug_reference`: A controlled drug that has the structure of a class, and that the law leaves to the list
    which names it.
    * `drug_reference`: A form, which the words of a class do not reach, of a drug inside it.
    * `exempt`: Inside a class, but a condition that the law names, and that is known to be met, takes it out.
    * `class_member`: Inside a class that a law defines by structure; a guess, and so for a person, where its words
    leave it open.
    * `announced`: Inside a class whose definition is published, and not in force on the day.
    * `near_boundary`: Outside a class by one named condition: of its structure, or of the forms that its words
    reach. """
    branch: Branch
    """ Which kind of control a list belongs to.

    * `precursor`: Chemicals of which drugs are made.
    * `drug`: Controlled drugs themselves, and classes of them.
    * `surveillance`: Watched by agreement or by the house; no duty of law. """
    severity: Severity
    """ How much a line, a finding or a conflict asks for a person, the highest first.

    A finding has one, so it is never `none`; a conflict is `medium` or `low`.

    * `high`: An authorisation, a permit or advance notice is or may be due, or the goods are a controlled drug.
    * `medium`: A person must look: what is due, what the goods are or whether the law holds is open.
    * `low`: Only records and vigilance are known to be due, or the signal is weak; it is no reason to look. """
    certainty: Certainty | None
    """ How sure it is that the goods are what is found; null where the reasons of a signal are withheld from this
    token. """
    confidence: Confidence | None
    """ What the listing rests on; null where the reasons of a signal are withheld from this token. """
    bears: Bears | None
    """ Whether the list bears on the movement of the line; null where the reasons of a signal are withheld from
    this token. """
    jurisdiction: None | str
    """ Whose law it is; null: the list is of no jurisdiction, and no law; null where the reasons of a signal are
    withheld from this token. """
    list_: None | str
    """ The key of the list; null where the reasons of a signal are withheld from this token. """
    list_title: None | str
    """ The title of the list; null where the reasons of a signal are withheld from this token. """
    category: None | str
    """ The category of the list; null where the reasons of a signal are withheld from this token. """
    entry: None | str
    """ The key of the entry; null where the reasons of a signal are withheld from this token. """
    substance: str
    """ The listed substance. """
    substance_inchikey: None | str
    """ The InChIKey of the listed substance; empty where it has no single structure; null where the reasons of a
    signal are withheld from this token. """
    form: Form | None
    """ As which form of it the goods are found, the one that says most; null: the substance itself; null where the
    reasons of a signal are withheld from this token. """
    forms: list[FoundForm] | None
    """ All ways in which the goods are the substance; none: the substance itself; null where the reasons of a
    signal are withheld from this token. """
    as_of: datetime.date | None
    """ The day on which its law was asked; null: of a house list; null where the reasons of a signal are withheld
    from this token. """
    date_basis: DateBasis | None
    """ Why it was asked on that day; null: of a house list; null where the reasons of a signal are withheld from
    this token. """
    valid_from: datetime.date | None
    """ The first day of the listing; null: the start is not known; null where the reasons of a signal are withheld
    from this token. """
    date_precision: DatePrecision | None
    """ How exactly that day is known; null where the reasons of a signal are withheld from this token. """
    date_confidence: Confidence | None
    """ What that day rests on; null where the reasons of a signal are withheld from this token. """
    valid_until: datetime.date | None
    """ The first day without it; null: no end is known; null where the reasons of a signal are withheld from this
    token. """
    wording: None | str
    """ The law's words, or the name that it prints; null where the reasons of a signal are withheld from this
    token. """
    instrument: InstrumentRecord | None
    """ The legal act that it rests on; null: of a house list; null where the reasons of a signal are withheld from
    this token. """
    rule: None | RuleRecord
    """ The class by structure that it rests on; null: on none; null where the reasons of a signal are withheld from
    this token. """
    quantity: None | QuantityRecord
    """ How much of the listed substance the line holds; null where the finding is of no listed goods; null where
    the reasons of a signal are withheld from this token. """
    conditions: list[ConditionRecord] | None
    """ The conditions of the law, measured against the line; null where the reasons of a signal are withheld from
    this token. """
    obligations: list[str] | None
    """ The duties, each in one sentence; null where the reasons of a signal are withheld from this token. """
    explanation: str
    """ The literal reason, in sentences. """
    read_from: IdentityField | None
    """ The declared field that it was read from; null where the reasons of a signal are withheld from this token.
    """
    atoms: list[int] | None
    """ What of the structure it is about, as indices in the SMILES; null: it marks none; null where the reasons of
    a signal are withheld from this token. """
    evidence: EvidenceRecord | None | Unset = UNSET
    """ What a resemblance rests on; null: it is none. Not in answers stored before resemblance was traced; null
    where the reasons of a signal are withheld from this token. """
    obligation_records: list[Obligation] | None | Unset = UNSET
    """ The same duties as facts; not in answers stored before they were; null where the reasons of a signal are
    withheld from this token. """
    smiles: None | str | Unset = UNSET
    """ Of that resolution: a field may be read as several structures. Not in answers stored before it was told;
    null where the reasons of a signal are withheld from this token. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.evidence_record import EvidenceRecord  # noqa: PLC0415
        from ..models.instrument_record import InstrumentRecord  # noqa: PLC0415
        from ..models.quantity_record import QuantityRecord  # noqa: PLC0415
        from ..models.rule_record import RuleRecord  # noqa: PLC0415

        tier: str = self.tier

        branch: str = self.branch

        severity: str = self.severity

        certainty: None | str
        if isinstance(self.certainty, str):
            certainty = self.certainty
        else:
            certainty = self.certainty

        confidence: None | str
        if isinstance(self.confidence, str):
            confidence = self.confidence
        else:
            confidence = self.confidence

        bears: None | str
        if isinstance(self.bears, str):
            bears = self.bears
        else:
            bears = self.bears

        jurisdiction: None | str
        jurisdiction = self.jurisdiction

        list_: None | str
        list_ = self.list_

        list_title: None | str
        list_title = self.list_title

        category: None | str
        category = self.category

        entry: None | str
        entry = self.entry

        substance = self.substance

        substance_inchikey: None | str
        substance_inchikey = self.substance_inchikey

        form: None | str
        if isinstance(self.form, str):
            form = self.form
        else:
            form = self.form

        forms: list[str] | None
        if isinstance(self.forms, list):
            forms = []
            for forms_type_0_item_data in self.forms:
                forms_type_0_item: str = forms_type_0_item_data
                forms.append(forms_type_0_item)

        else:
            forms = self.forms

        as_of: None | str
        if isinstance(self.as_of, datetime.date):
            as_of = self.as_of.isoformat()
        else:
            as_of = self.as_of

        date_basis: None | str
        if isinstance(self.date_basis, str):
            date_basis = self.date_basis
        else:
            date_basis = self.date_basis

        valid_from: None | str
        if isinstance(self.valid_from, datetime.date):
            valid_from = self.valid_from.isoformat()
        else:
            valid_from = self.valid_from

        date_precision: None | str
        if isinstance(self.date_precision, str):
            date_precision = self.date_precision
        else:
            date_precision = self.date_precision

        date_confidence: None | str
        if isinstance(self.date_confidence, str):
            date_confidence = self.date_confidence
        else:
            date_confidence = self.date_confidence

        valid_until: None | str
        if isinstance(self.valid_until, datetime.date):
            valid_until = self.valid_until.isoformat()
        else:
            valid_until = self.valid_until

        wording: None | str
        wording = self.wording

        instrument: dict[str, Any] | None
        if isinstance(self.instrument, InstrumentRecord):
            instrument = self.instrument.to_dict()
        else:
            instrument = self.instrument

        rule: dict[str, Any] | None
        if isinstance(self.rule, RuleRecord):
            rule = self.rule.to_dict()
        else:
            rule = self.rule

        quantity: dict[str, Any] | None
        if isinstance(self.quantity, QuantityRecord):
            quantity = self.quantity.to_dict()
        else:
            quantity = self.quantity

        conditions: list[dict[str, Any]] | None
        if isinstance(self.conditions, list):
            conditions = []
            for conditions_type_0_item_data in self.conditions:
                conditions_type_0_item = conditions_type_0_item_data.to_dict()
                conditions.append(conditions_type_0_item)

        else:
            conditions = self.conditions

        obligations: list[str] | None
        if isinstance(self.obligations, list):
            obligations = self.obligations

        else:
            obligations = self.obligations

        explanation = self.explanation

        read_from: None | str
        if isinstance(self.read_from, str):
            read_from = self.read_from
        else:
            read_from = self.read_from

        atoms: list[int] | None
        if isinstance(self.atoms, list):
            atoms = self.atoms

        else:
            atoms = self.atoms

        evidence: dict[str, Any] | None | Unset
        if isinstance(self.evidence, Unset):
            evidence = UNSET
        elif isinstance(self.evidence, EvidenceRecord):
            evidence = self.evidence.to_dict()
        else:
            evidence = self.evidence

        obligation_records: list[dict[str, Any]] | None | Unset
        if isinstance(self.obligation_records, Unset):
            obligation_records = UNSET
        elif isinstance(self.obligation_records, list):
            obligation_records = []
            for obligation_records_type_0_item_data in self.obligation_records:
                obligation_records_type_0_item = obligation_records_type_0_item_data.to_dict()
                obligation_records.append(obligation_records_type_0_item)

        else:
            obligation_records = self.obligation_records

        smiles: None | str | Unset
        if isinstance(self.smiles, Unset):
            smiles = UNSET
        else:
            smiles = self.smiles

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tier": tier,
                "branch": branch,
                "severity": severity,
                "certainty": certainty,
                "confidence": confidence,
                "bears": bears,
                "jurisdiction": jurisdiction,
                "list": list_,
                "list_title": list_title,
                "category": category,
                "entry": entry,
                "substance": substance,
                "substance_inchikey": substance_inchikey,
                "form": form,
                "forms": forms,
                "as_of": as_of,
                "date_basis": date_basis,
                "valid_from": valid_from,
                "date_precision": date_precision,
                "date_confidence": date_confidence,
                "valid_until": valid_until,
                "wording": wording,
                "instrument": instrument,
                "rule": rule,
                "quantity": quantity,
                "conditions": conditions,
                "obligations": obligations,
                "explanation": explanation,
                "read_from": read_from,
                "atoms": atoms,
            }
        )
        if evidence is not UNSET:
            field_dict["evidence"] = evidence
        if obligation_records is not UNSET:
            field_dict["obligation_records"] = obligation_records
        if smiles is not UNSET:
            field_dict["smiles"] = smiles

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.condition_record import ConditionRecord  # noqa: PLC0415
        from ..models.evidence_record import EvidenceRecord  # noqa: PLC0415
        from ..models.instrument_record import InstrumentRecord  # noqa: PLC0415
        from ..models.obligation import Obligation  # noqa: PLC0415
        from ..models.quantity_record import QuantityRecord  # noqa: PLC0415
        from ..models.rule_record import RuleRecord  # noqa: PLC0415

        d = dict(src_dict)
        tier = check_tier(d.pop("tier"))

        branch = check_branch(d.pop("branch"))

        severity = check_severity(d.pop("severity"))

        def _parse_certainty(data: object) -> Certainty | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                certainty_type_0 = check_certainty(data)

                return certainty_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Certainty | None, data)

        certainty = _parse_certainty(d.pop("certainty"))

        def _parse_confidence(data: object) -> Confidence | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                confidence_type_0 = check_confidence(data)

                return confidence_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Confidence | None, data)

        confidence = _parse_confidence(d.pop("confidence"))

        def _parse_bears(data: object) -> Bears | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                bears_type_0 = check_bears(data)

                return bears_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Bears | None, data)

        bears = _parse_bears(d.pop("bears"))

        def _parse_jurisdiction(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        jurisdiction = _parse_jurisdiction(d.pop("jurisdiction"))

        def _parse_list_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        list_ = _parse_list_(d.pop("list"))

        def _parse_list_title(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        list_title = _parse_list_title(d.pop("list_title"))

        def _parse_category(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        category = _parse_category(d.pop("category"))

        def _parse_entry(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        entry = _parse_entry(d.pop("entry"))

        substance = d.pop("substance")

        def _parse_substance_inchikey(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        substance_inchikey = _parse_substance_inchikey(d.pop("substance_inchikey"))

        def _parse_form(data: object) -> Form | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                form_type_0 = check_form(data)

                return form_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Form | None, data)

        form = _parse_form(d.pop("form"))

        def _parse_forms(data: object) -> list[FoundForm] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                forms_type_0 = []
                _forms_type_0 = data
                for forms_type_0_item_data in _forms_type_0:
                    forms_type_0_item = check_found_form(forms_type_0_item_data)

                    forms_type_0.append(forms_type_0_item)

                return forms_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[FoundForm] | None, data)

        forms = _parse_forms(d.pop("forms"))

        def _parse_as_of(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                as_of_type_0 = datetime.date.fromisoformat(data)

                return as_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        as_of = _parse_as_of(d.pop("as_of"))

        def _parse_date_basis(data: object) -> DateBasis | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                date_basis_type_0 = check_date_basis(data)

                return date_basis_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DateBasis | None, data)

        date_basis = _parse_date_basis(d.pop("date_basis"))

        def _parse_valid_from(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_from_type_0 = datetime.date.fromisoformat(data)

                return valid_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        valid_from = _parse_valid_from(d.pop("valid_from"))

        def _parse_date_precision(data: object) -> DatePrecision | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                date_precision_type_0 = check_date_precision(data)

                return date_precision_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DatePrecision | None, data)

        date_precision = _parse_date_precision(d.pop("date_precision"))

        def _parse_date_confidence(data: object) -> Confidence | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                date_confidence_type_0 = check_confidence(data)

                return date_confidence_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Confidence | None, data)

        date_confidence = _parse_date_confidence(d.pop("date_confidence"))

        def _parse_valid_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_until_type_0 = datetime.date.fromisoformat(data)

                return valid_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        valid_until = _parse_valid_until(d.pop("valid_until"))

        def _parse_wording(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        wording = _parse_wording(d.pop("wording"))

        def _parse_instrument(data: object) -> InstrumentRecord | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                instrument_type_0 = InstrumentRecord.from_dict(data)

                return instrument_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(InstrumentRecord | None, data)

        instrument = _parse_instrument(d.pop("instrument"))

        def _parse_rule(data: object) -> None | RuleRecord:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                rule_type_0 = RuleRecord.from_dict(data)

                return rule_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RuleRecord, data)

        rule = _parse_rule(d.pop("rule"))

        def _parse_quantity(data: object) -> None | QuantityRecord:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                quantity_type_0 = QuantityRecord.from_dict(data)

                return quantity_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | QuantityRecord, data)

        quantity = _parse_quantity(d.pop("quantity"))

        def _parse_conditions(data: object) -> list[ConditionRecord] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                conditions_type_0 = []
                _conditions_type_0 = data
                for conditions_type_0_item_data in _conditions_type_0:
                    conditions_type_0_item = ConditionRecord.from_dict(conditions_type_0_item_data)

                    conditions_type_0.append(conditions_type_0_item)

                return conditions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ConditionRecord] | None, data)

        conditions = _parse_conditions(d.pop("conditions"))

        def _parse_obligations(data: object) -> list[str] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                obligations_type_0 = cast(list[str], data)

                return obligations_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None, data)

        obligations = _parse_obligations(d.pop("obligations"))

        explanation = d.pop("explanation")

        def _parse_read_from(data: object) -> IdentityField | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                read_from_type_0 = check_identity_field(data)

                return read_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(IdentityField | None, data)

        read_from = _parse_read_from(d.pop("read_from"))

        def _parse_atoms(data: object) -> list[int] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                atoms_type_0 = cast(list[int], data)

                return atoms_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int] | None, data)

        atoms = _parse_atoms(d.pop("atoms"))

        def _parse_evidence(data: object) -> EvidenceRecord | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                evidence_type_0 = EvidenceRecord.from_dict(data)

                return evidence_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EvidenceRecord | None | Unset, data)

        evidence = _parse_evidence(d.pop("evidence", UNSET))

        def _parse_obligation_records(data: object) -> list[Obligation] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                obligation_records_type_0 = []
                _obligation_records_type_0 = data
                for obligation_records_type_0_item_data in _obligation_records_type_0:
                    obligation_records_type_0_item = Obligation.from_dict(obligation_records_type_0_item_data)

                    obligation_records_type_0.append(obligation_records_type_0_item)

                return obligation_records_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[Obligation] | None | Unset, data)

        obligation_records = _parse_obligation_records(d.pop("obligation_records", UNSET))

        def _parse_smiles(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        smiles = _parse_smiles(d.pop("smiles", UNSET))

        finding_record = cls(
            tier=tier,
            branch=branch,
            severity=severity,
            certainty=certainty,
            confidence=confidence,
            bears=bears,
            jurisdiction=jurisdiction,
            list_=list_,
            list_title=list_title,
            category=category,
            entry=entry,
            substance=substance,
            substance_inchikey=substance_inchikey,
            form=form,
            forms=forms,
            as_of=as_of,
            date_basis=date_basis,
            valid_from=valid_from,
            date_precision=date_precision,
            date_confidence=date_confidence,
            valid_until=valid_until,
            wording=wording,
            instrument=instrument,
            rule=rule,
            quantity=quantity,
            conditions=conditions,
            obligations=obligations,
            explanation=explanation,
            read_from=read_from,
            atoms=atoms,
            evidence=evidence,
            obligation_records=obligation_records,
            smiles=smiles,
        )

        finding_record.additional_properties = d
        return finding_record

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
