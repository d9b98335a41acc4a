"""One line, as the report shows it: a row of the table and, where there is something to say, its explanation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from watchlist.engine.reports.aside import aside_view
from watchlist.engine.reports.findings import Duties, FindingView, duties, finding_view
from watchlist.engine.reports.proposals import ProposalView, proposal_views
from watchlist.engine.reports.records import Record, amount, declared, read_as, unique
from watchlist.engine.reports.structures import Draw, Drawn, Picture, drawing_of, drawn, is_traced
from watchlist.engine.reports.text import clip
from watchlist.engine.reports.traces import Trace, traces
from watchlist.engine.reports.words import (
    ACTIONS,
    ASK,
    CERTAINTIES,
    DEPTHS,
    READERS,
    SEVERITIES,
    TIER_STYLES,
    VERDICTS,
    field_name,
    say,
)

LONGEST = 140  # characters of a declared text in the table and in a heading
AS_WRITTEN = 1_000  # and under "declared": its full length is said, and the JSON Lines hold all of it


@dataclass(frozen=True, slots=True)
class Remark:
    """A conflict or a problem, told at the field that it is about; a problem has no severity."""

    kind: str
    severity: str
    detail: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """A declared field as written, what it was read as, and what is wrong with it; `touched`: a remark names it."""

    label: str
    written: str
    readings: tuple[tuple[str, str, str], ...]
    remarks: tuple[Remark, ...]
    touched: bool


@dataclass(frozen=True, slots=True)
class LineView:
    """A line in words. `brief`: without a table of fields; `wordless`: an action whose text is not held.

    `request`: what a person may ask the declarant; `peeled`: kind and text of the words taken off the name.
    `drawn_first`: the strongest finding has no trace, and so the plain drawing goes before the traces of the others.
    """

    number: str
    token: str
    verdict: str
    severity: str
    bars: int
    depth: str
    action: str
    wordless: bool
    brief: bool
    heading: str
    name: str
    cas: str
    amount: str
    read_as: tuple[str, ...]
    explanation: str
    findings: tuple[FindingView, ...]
    chips: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, bool], ...]
    duties: tuple[Duties, ...]
    fields: tuple[FieldView, ...]
    conflicts: int
    problems: int
    suppressed: tuple[FindingView, ...]
    ask: str
    request: str
    peeled: tuple[tuple[str, str], ...]
    proposals: tuple[ProposalView, ...]
    traces: tuple[Trace, ...]
    drawn: Drawn
    drawn_first: bool

    @property
    def picture(self) -> Picture | None:
        """The first drawing of the goods."""
        traced = [trace.goods for trace in self.traces if trace.goods]
        plain = self.drawn.pictures
        return next(chain(plain, traced) if self.drawn_first else chain(traced, plain), None)


def line_view(line: Record, draw: Draw) -> LineView:
    """The view of a line record whose text has been made visible."""
    findings = tuple(map(finding_view, line["findings"]))
    brief, asked = line["verdict"] == "no_match", duties(line["findings"])
    name = next(filter(None, (declared(line, field) for field in ("name", "cas", "smiles", "inchi"))), "")
    read = tuple(clip(text, LONGEST) for text in read_as(line))
    return LineView(
        number=str(line["line"]),
        token=line["verdict"],
        verdict=say(VERDICTS, line["verdict"]),
        severity=say(SEVERITIES, line["severity"]),
        bars={"high": 3, "medium": 2, "low": 1}.get(line["severity"], 0),
        depth=say(DEPTHS, line["depth"]),
        action=say(ACTIONS, line["action"]),
        wordless=line["action"] in {"hold", "authorise", "notify", "record"} and not asked,
        brief=brief,
        heading=_joint(line).join(read) or clip(name, LONGEST) or "Nothing is written",
        name=clip(name, LONGEST),
        cas=clip(declared(line, "cas"), 40),
        amount=clip(amount(line), 60),
        read_as=read,
        explanation=line["explanation"],
        findings=findings,
        chips=tuple(dict.fromkeys((finding.style, finding.chip) for finding in findings)),
        places=_places(findings),
        duties=asked,
        fields=_fields(line),
        conflicts=len(line["conflicts"]),
        problems=len(line["problems"]),
        suppressed=tuple(map(aside_view, line["suppressed"])),
        ask=ASK if _is_resemblance_alone(line) else "",
        request=line.get("request", ""),
        peeled=tuple((word["kind"].capitalize(), clip(word["text"], LONGEST)) for word in line.get("peeled", ())),
        proposals=tuple(proposal_views(line)),
        traces=traces(line, draw),
        drawn=Drawn((), ()) if brief else drawn(line, draw, _traced(line)),
        drawn_first=not any(map(is_traced, line["findings"][:1])),
    )


def _joint(line: Record) -> str:
    """What stands between the names that a line was read as: of one field, what a mixture holds; else its readings."""
    fields = {found["from"] for found in line["resolution"]}
    mixed = any("mixture_component" in (finding.get("forms") or ()) for finding in line["findings"])
    return " and " if mixed and len(fields) == 1 else " or "


def _is_resemblance_alone(line: Record) -> bool:
    """Whether something resembles what is listed, and no text of law speaks of the line."""
    tiers = {finding["tier"] for finding in line["findings"]}
    return "analogue" in tiers and not tiers & TIER_STYLES.keys()


def _traced(line: Record) -> set[str]:
    """The structures that are drawn beside a trace."""
    return {drawing_of(line, finding) for finding in line["findings"] if is_traced(finding)}


def _places(findings: tuple[FindingView, ...]) -> tuple[tuple[str, bool], ...]:
    """Each list once, with whether law in force stands on it."""
    in_force: dict[str, bool] = {}
    for finding in findings:
        where = " ".join(unique((finding.jurisdiction, finding.category)))
        if where:
            in_force[where] = in_force.get(where, False) or finding.style == "law"
    return tuple(in_force.items())


def _fields(line: Record) -> tuple[FieldView, ...]:
    """Every declared field in its order; a remark stands at the last field that it names, or in a row of its own."""
    written = {
        field: clip(str(value), AS_WRITTEN) for field, value in line["declared"].items() if value not in (None, "")
    }
    rows: dict[str, list[Remark]] = {field: [] for field in (*written, *_unwritten(line))}
    named: set[str] = set()
    for about, remark in _remarks(line):
        fields = [_heading(line, field) for field in about]
        home = next((field for field in reversed(written) if field in fields), ", ".join(fields))
        rows.setdefault(home, []).append(remark)
        named.update(fields, [home])
    return tuple(
        FieldView(
            field_name(field) or "The line", written.get(field, ""), _readings(line, field), tuple(told), field in named
        )
        for field, told in rows.items()
    )


def _remarks(line: Record) -> Iterator[tuple[list[str], Remark]]:
    for item in line["conflicts"]:
        yield list(item["fields"]), Remark("Conflict", say(SEVERITIES, item["severity"]).lower(), item["detail"])
    for item in line["problems"]:
        yield list(unique([item.get("field") or ""])), Remark("Problem", "", item["detail"])


def _readings(line: Record, field: str) -> tuple[tuple[str, str, str], ...]:
    """What a field was read as, how sure, and by whom."""
    return tuple(
        (clip(_name(found), LONGEST), say(CERTAINTIES, found["certainty"]), say(READERS, found["by"]))
        for found in line["resolution"]
        if _heading(line, found["from"]) == field
    )


def _heading(line: Record, field: str) -> str:
    """The heading in the file under which a canonical field was read: the one with the same text."""
    text = line.get("fields", {}).get(field)
    same = (heading for heading, written in line["declared"].items() if text and str(written).strip() == text)
    return field if field in line["declared"] else next(same, field)


def _unwritten(line: Record) -> Iterator[str]:
    """Headings of what was read from no text of the line that stands there word for word."""
    yield from (_heading(line, found["from"]) for found in line["resolution"])


def _name(found: Record) -> str:
    return found.get("name") or found.get("substance") or found.get("inchikey") or ""
