"""From the text of a rule file to a Rule, or to the line and the reason for which it is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, cast

from rdkit import Chem

from chemistry.class_rules.evaluate import RuleMatcher
from chemistry.class_rules.frames import map_numbers
from chemistry.class_rules.rule import (
    CLOSED_RING,
    HYDROGEN,
    MASS,
    Alternative,
    Core,
    Exclusion,
    Joined,
    Limb,
    OpenQuestion,
    QuestionAnswer,
    ReferenceStructure,
    RuleDefinition,
    RulePart,
    RuleSite,
)
from chemistry.class_rules.tables import RuleTable, read_table
from chemistry.class_rules.vocabulary import classes
from chemistry.errors import StructureError
from chemistry.identity import bare, parse_structure

CONFIDENCES: Final = ("confirmed", "reported", "unverified")

_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")


def read_rule(text: str, file: str) -> RuleDefinition:
    """The rule of a file's text. Raises tables.RuleError, whose text is "file:line: reason"."""
    table = read_table(text, file)
    parts = [(row, row.whole(_part)) for row in table.tables("parts")]
    rule = RuleDefinition(
        key=_id(table, "key"),
        title=table.text("title"),
        jurisdiction=table.text("jurisdiction"),
        instrument=table.text("instrument", ""),
        citation=table.text("citation"),
        confidence=table.choice("confidence", CONFIDENCES),
        source=table.text("source"),
        note=table.text("note", ""),
        proviso=table.text("proviso", ""),
        reference=table.table("reference").whole(lambda row: ReferenceStructure(row.text("name"), _smiles(row))),
        limbs=table.each("limbs", lambda row: Limb(_id(row), row.text("words"))),
        cores=table.each("cores", _core),
        sites=table.each("sites", _site),
        parts=tuple(part for _, part in parts),
        questions=_questions(table),
        exclusions=table.each("exclusions", _exclusion),
        open=table.text("open", ""),
        max_mass=table.number("max_mass", 0.0),
    )
    table.end()
    _check_names(rule, table)
    _check_frames(rule, table)
    for place, (row, part) in enumerate(parts):
        _check_sites(part.sites, [(part.smarts, row)], row)
        _check_order(part, {other.id for _, other in parts[place + 1 :]}, row)
    _check_reference(rule, table.table("reference"))
    return rule


def _core(row: RuleTable) -> Core:
    joined = cast(Joined, row.choice("joined", ("or", "and", "not"), "or"))
    core = Core(_id(row), row.text("words"), _smarts(row), joined)
    if joined != "or" and map_numbers(Chem.MolFromSmarts(core.smarts)):
        row.refuse(f'only an "or" core bears sites, and this one is joined by "{joined}"', "smarts")
    return core


def _part(row: RuleTable) -> RulePart:
    part = RulePart(_id(row), row.text("words"), _smarts(row), row.each("sites", _site))
    if not re.match(r"\*(?!:)", part.smarts):
        row.refuse("the smarts of a part begins with *, its attachment", "smarts")
    return part


def _site(row: RuleTable) -> RuleSite:
    site = RuleSite(
        id=_id(row),
        words=row.text("words"),
        at=row.numbers("at"),
        required=row.flag("required"),
        most=row.count("max"),
        allow=row.each("allow", _alternative),
    )
    if not site.at:
        row.refuse("a site without map numbers", "at")
    if not site.allow:
        row.refuse("a site without alternatives", "allow")
    if site.required and site.most:
        row.refuse("a required site bears exactly one branch: max has no meaning", "max")
    return site


def _alternative(row: RuleTable) -> Alternative:
    choice = Alternative(
        smiles=tuple(_branch(row, text) for text in row.texts("smiles")),
        classes=row.texts("classes"),
        part=row.text("part", ""),
        limb=row.text("limb", ""),
        question=row.text("question", ""),
        max_carbons=row.count("max_carbons"),
    )
    if sum(bool(content) for content in (choice.smiles, choice.classes, choice.part)) != 1:
        row.refuse("an alternative has one of smiles, classes and part")
    for name in choice.classes:
        if name not in classes() and name != HYDROGEN:
            row.refuse(f"unknown class {name}", "classes")
    return choice


def _questions(table: RuleTable) -> tuple[OpenQuestion, ...]:
    answers = {}
    for row in table.tables("answers"):
        answer = QuestionAnswer(row.choice("answer", ("yes", "no")) == "yes", row.text("citation"), row.text("source"))
        if row.text("question") in answers:
            row.refuse(f"a second answer to {row.text('question')}", "question")
        answers[row.text("question")] = (answer, row)
        row.end()
    questions = []
    for row in table.tables("questions"):
        name = _id(row)
        questions.append(OpenQuestion(name, row.text("words"), answers.pop(name, (None,))[0]))
        row.end()
    for name, (_, row) in answers.items():
        row.refuse(f"an answer to no question: {name}", "question")
    return tuple(questions)


def _exclusion(row: RuleTable) -> Exclusion:
    return Exclusion(row.text("name"), _smiles(row), row.text("citation"), row.text("question", ""))


def _id(row: RuleTable, key: str = "id") -> str:
    value = row.text(key)
    if not _ID.fullmatch(value) or value in (MASS, CLOSED_RING):
        row.refuse(f"{value!r} cannot be an id", key)
    return value


def _smiles(row: RuleTable) -> str:
    text = row.text("smiles")
    try:
        mol = parse_structure(text, "smiles")
    except StructureError as error:
        row.refuse(error.detail, "smiles")
    if len(Chem.GetMolFrags(mol)) != 1:
        row.refuse("several components, where one substance is meant: a salt is written as its base or acid", "smiles")
    return text


def _branch(row: RuleTable, text: str) -> str:
    """Canonical, so that branches compare as texts."""
    mol = Chem.MolFromSmiles(text)
    if mol is None or sum(atom.GetAtomicNum() == 0 for atom in mol.GetAtoms()) != 1:
        row.refuse(f"{text!r} is no branch with one attachment *", "smiles")
    return str(Chem.MolToSmiles(mol))


def _smarts(row: RuleTable) -> str:
    text = row.text("smarts")
    query = Chem.MolFromSmarts(text)
    if query is None or not query.GetNumAtoms():
        row.refuse(f"{text!r} cannot be read as SMARTS", "smarts")
    if "." in text:
        row.refuse("a pattern in several parts: these have hung the search", "smarts")
    numbers = [atom.GetAtomMapNum() for atom in query.GetAtoms() if atom.GetAtomMapNum()]
    if len(numbers) != len(set(numbers)):
        row.refuse("a map number stands twice", "smarts")
    return text


def _check_names(rule: RuleDefinition, table: RuleTable) -> None:
    """Every id once; whatever is named is there; whatever is there is named."""
    parts = table.tables("parts")
    sites = [*table.tables("sites"), *(site for part in parts for site in part.tables("sites"))]
    for rows in ([*table.tables("cores"), *parts, *sites], table.tables("limbs"), table.tables("questions")):
        _refuse_twins(rows)
    exclusions = table.tables("exclusions")
    choices = [choice for site in sites for choice in site.tables("allow")]
    for kind, also in (("limb", ""), ("part", ""), ("question", rule.open)):
        rows = table.tables(f"{kind}s")
        ids = {row.text("id") for row in rows}
        if also and also not in ids:
            table.refuse(f"unknown {kind} {also}", "open")
        users = [*choices, *exclusions] if kind == "question" else choices
        used = {_used(user, kind, ids) for user in users} | {also}
        for row in rows:
            if row.text("id") not in used:
                row.refuse(f"a {kind} that no site uses: {row.text('id')}", "id")


def _refuse_twins(rows: Iterable[RuleTable]) -> None:
    seen: set[str] = set()
    for row in rows:
        name = row.text("id")
        if name in seen:
            row.refuse(f"the id {name} stands twice", "id")
        seen.add(name)


def _used(choice: RuleTable, kind: str, ids: set[str]) -> str:
    name = choice.text(kind, "")
    if name and name not in ids:
        choice.refuse(f"unknown {kind} {name}", kind)
    return name


def _check_frames(rule: RuleDefinition, table: RuleTable) -> None:
    frames = [
        (core.smarts, row) for core, row in zip(rule.cores, table.tables("cores"), strict=True) if core.joined == "or"
    ]
    if not frames:
        table.refuse('a rule without an "or" core')
    _check_sites(rule.sites, frames, table)
    mol = parse_structure(rule.reference.smiles)
    if not any(mol.HasSubstructMatch(Chem.MolFromSmarts(smarts)) for smarts, _ in frames):
        table.table("reference").refuse("no core lies on the reference", "smiles")


def _check_reference(rule: RuleDefinition, row: RuleTable) -> None:
    """What the law compares with has none of the changes, and stands where each site wants it."""
    trace = RuleMatcher(replace(rule, exclusions=())).evaluate(bare(rule.reference.smiles))
    if trace is None:
        row.refuse('an "and" core is not on the reference, or a "not" core is', "smiles")
    if trace.failures:
        row.refuse(f"the reference fails its own rule: {trace.failures[0].sentence}", "smiles")
    if trace.limbs:
        row.refuse(f"the reference has a change that limb {trace.limbs[0]} names", "smiles")
    if len(trace.questions) > bool(rule.open):
        row.refuse(f"the reference is itself an open question: {trace.questions[0]}", "smiles")


def _check_order(part: RulePart, after: set[str], row: RuleTable) -> None:
    """So that no part holds itself."""
    for name in (choice.part for site in part.sites for choice in site.allow if choice.part):
        if name not in after:
            row.refuse(f"a part names only parts that stand after it, and {name} does not")


def _check_sites(sites: Iterable[RuleSite], frames: Sequence[tuple[str, RuleTable]], table: RuleTable) -> None:
    """Map numbers of the patterns and of the sites are the same."""
    rows = dict(zip((site.id for site in sites), table.tables("sites"), strict=True))
    mapped = [(map_numbers(Chem.MolFromSmarts(smarts)), row) for smarts, row in frames]
    for site in sites:
        for number in site.at:
            if not any(number in numbers for numbers, _ in mapped):
                rows[site.id].refuse(f"unknown map number {number}", "at")
    covered = {number for site in sites for number in site.at}
    for numbers, row in mapped:
        for number in sorted(numbers.keys() - covered):
            row.refuse(f"map number {number} without a site", "smarts")
