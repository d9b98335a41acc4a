"""docs/similarity.md: the page for an officer, its figures from docs/backtest.json. It says nothing else in figures."""

from __future__ import annotations

from collections.abc import Mapping

from chemistry.analogues.cuts import BUDGETS

Figure = float | int | str

PAGE = """\
# What a signal of resemblance means

Written by `make backtest` from `docs/backtest.json`; a test holds the two together. Law held to {as_of}.

A line with the finding `analogue` is on no list held here, and no class reaches it. Its structure comes close to
something that is listed, or to a controlled drug, which the finding names. How it comes close is said in words: it is
the listed structure with a group more, it contains its whole skeleton, or most of its groups of atoms are the same. It
is a reason to look and no finding of law, it is not a statutory finding of an analogue, and it says nothing about the
parties.

| severity | what the line becomes | raised so high or above, of kinds at most | of all tonnes shipped |
| --- | --- | --- | --- |
| `high` | `review` | {budget_high} | {shipped_tonnes_high} |
| `medium` | `review` | {budget_medium} | {shipped_tonnes_medium} |
| `low` | `no_match`, and shown | {budget_low} | {shipped_tonnes_low} |

**Kinds** are ordinary chemicals that anybody sells, most of them by the gram. Of the {shipped_kinds:,} that are
shipped at 50 tonnes a year or more, {shipped_kinds_medium} are raised at `medium` or above. What is itself shipped in
volume counts for less the more of it is shipped: much that resembles is only what everybody uses. That has a price,
below.

## How often it was right

The clock was put back to the day before each of {events} first listings of a precursor. What this service would have
raised on that day, for a relative of the right family:

| severity | raised before it was listed |
| --- | --- |
| `high` | {weighed_high} |
| `medium` or above | {weighed_medium} |
| `low` or above | {weighed_low} |

Of {last_year} first listings in the last twelve months {last_year_weighed_medium} were raised at `medium` or above. By
structure alone, the trade of the goods left aside, the share at `medium` is {plr_at_1}: the difference are chemicals
that are shipped in volume and were listed all the same. Half of what was raised by structure had been so for
{median_lead_days:,} days or more.

How many signals turn out to be of weight cannot be measured from law: that is what your decisions show, in the cases.

## Which goods are raised wrongly

- **Medicines.** {medicines_flagged} approved medicines are raised at `medium` or above; `docs/backtest.md` names each
  with its reason.
- **Building blocks and flavours.** Of {everyday} chemicals of daily trade {everyday_flagged} are raised, among them
  some that are listed somewhere under that very structure; named there too.
- **What no tonnage was declared of** is not taken for much shipped, even where everybody knows that it is.

## What it does not see

- The first of its kind: where nothing of a family was listed or controlled, nothing is resembled.
- Small molecules: below six heavy atoms nothing is compared, and a solvent or an acid is like too many others.
- Mixtures by trade name, polymers, and goods of which no structure is known.

Of controlled drugs, each with itself left out, are raised at `medium` or above by what stands at present:
{nitazenes_medium} of {nitazenes} nitazenes, {orphines_medium} of {orphines} orphines, {fentanyls_medium} of {fentanyls}
fentanyls, {cathinones_medium} of {cathinones} cathinones. That was not put to the test of a day before.

## What to do with one

Read the words and look at the two structures, side by side on the line's page. Ask what the goods are for, who receives
them, and whether quantity and price fit. If the explanation holds, dismiss the line with it: the next shipment of the
same goods can be suppressed for a while. If not, open a case. Absence of a signal says nothing.
"""

SHARES = (
    "weighed_high",
    "weighed_medium",
    "weighed_low",
    "last_year_weighed_medium",
    "plr_at_1",
    "shipped_kinds_medium",
)
TONNES = ("shipped_tonnes_high", "shipped_tonnes_medium", "shipped_tonnes_low")


def officer_page(flat: Mapping[str, Figure]) -> str:
    """Return the page that these figures make."""
    shares = {name: f"{100 * float(flat[name]):.1f} %" for name in SHARES}
    tonnes = {name: f"{100 * float(flat[name]):.4f} %" for name in TONNES}
    budgets = {f"budget_{severity}": f"{100 * budget:g} %" for severity, budget in BUDGETS.items()}
    return PAGE.format(**{**flat, **shares, **tonnes, **budgets})
