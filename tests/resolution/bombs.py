"""The time bombs of fixtures/bench/time_bombs.csv, written out: rows say how a text is drawn, and of what size."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rdkit import Chem

from tests.chemistry.labelled import rows


def bombs() -> dict[str, str]:
    """Return the text of each bomb by its name."""
    return {row["name"]: DRAWN[row["drawn"]](row["text"], row["size"]) for row in rows("time_bombs.csv")}


def _chain(unit: str, size: str) -> str:
    return (unit * int(size)).rstrip(".")


def _ring(unit: str, size: str) -> str:
    return f"C%99{unit * int(size)}C%99"


def _groups(unit: str, size: str) -> str:
    """A chain whose centres may each be either, apart from all others."""
    groups = (f"&{number}:{2 * number}" for number in range(1, int(size)))
    return f"C{unit * int(size)}C |{','.join(groups)}|"


def _star(arm: str, size: str) -> str:
    return f"[U]{f'({arm})' * int(size)}"


def _tree(branch: str, size: str) -> str:
    """A branch with itself at the end of each arm (#), so many times."""
    text = branch
    for _ in range(int(size) - 1):
        text = text.replace("#", branch)
    return text.replace("#", "C")


def _grid(symbol: str, size: str) -> str:
    return _lattice(symbol, size, closed=False)


def _torus(symbol: str, size: str) -> str:
    return _lattice(symbol, size, closed=True)


def _lattice(symbol: str, size: str, *, closed: bool) -> str:
    width, height = map(int, size.split(" x "))
    lattice = Chem.RWMol()
    for _ in range(width * height):
        lattice.AddAtom(Chem.Atom(symbol.strip("[]")))
    for one, other in sorted(set(_edges(width, height, closed=closed))):
        lattice.AddBond(one, other, Chem.BondType.SINGLE)
    return Chem.MolToSmiles(lattice, canonical=False)


def _edges(width: int, height: int, *, closed: bool) -> Iterator[tuple[int, int]]:
    for y in range(height):
        for x in range(width):
            for near_x, near_y in ((x + 1, y), (x, y + 1)):
                if closed or (near_x < width and near_y < height):
                    ends = y * width + x, near_y % height * width + near_x % width
                    yield min(ends), max(ends)


DRAWN: dict[str, Callable[[str, str], str]] = {
    "text": lambda text, _: text,
    "chain": _chain,
    "ring": _ring,
    "groups": _groups,
    "star": _star,
    "tree": _tree,
    "grid": _grid,
    "torus": _torus,
}
