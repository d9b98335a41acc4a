"""A page as a picture in grey (PNG): one of a PDF, drawn as it would be printed, or one of a file that is a picture.

It is lit evenly and set upright, and the lines of its tables are taken out: a letter beside a line is read with it as
another.
"""

from __future__ import annotations

import base64
import math
import struct
from io import BytesIO
from typing import Any, Final

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter, ImageOps

DOTS_AN_INCH: Final = 300
POINTS_AN_INCH: Final = 72
MOST_PAGES: Final = 200
MOST_PIXELS: Final = 100_000_000
"""Of a picture as it is sent: a page of A4 at 600 dots an inch has a third of them."""
PIXELS: Final = 20_000_000
"""Of a page that is handed on: what is larger is made smaller."""
NARROWEST: Final = 1_500
"""Pixels: letters of a narrower picture are too small to be told apart, and it is made wider."""
WIDEST_BY: Final = 4
LONGEST_SIDE: Final = 842.0
"""Points: a picture is taken for a page of A4, whatever it says of its dots."""
DARK: Final = 160
"""Of 255, of evenly lit paper: what is darker is ink."""
COARSE, WIDE = 16, 15
"""Light is looked for in squares of so many pixels, so many together: a dark row of a table is no shadow."""
SHORTEST_LINE: Final = 3.0 / 100
"""Of the longer side of a page: a run of ink of so much is no stroke of a letter."""
THICKEST_BY: Final = 8
"""How many times as long as thick a line is at least; what is thicker is a ground, on which letters may stand."""
SLOPES: Final = tuple(step / 1_000 for step in range(-40, 41, 2))
"""How far down a line of a page that leans goes, for its width: two degrees to either side."""
STRIPS: Final = 32
FORMATS: Final = ("PNG", "JPEG", "TIFF")
REFUSED: Final = frozenset({"pages", "pixels"})
STUMBLES: Final = (
    pypdfium2.PdfiumError,
    Image.DecompressionBombError,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
)
"""What the libraries answer a broken file with."""


def taken_apart(data: bytes, page: str) -> dict[str, Any]:
    """Return the picture of a page, counted from 1, its scale in points a pixel, and how many pages there are.

    Raises ValueError with the code of a refusal.
    """
    Image.MAX_IMAGE_PIXELS = None
    read = _of_pdf if b"%PDF" in data[:1_024] else _of_picture
    try:
        picture, scale, pages = read(data, int(page))
        picture = _without_lines(_upright(_evenly_lit(picture)))
        picture.save(out := BytesIO(), "PNG", compress_level=1)
    except STUMBLES as error:
        raise ValueError(str(error) if str(error) in REFUSED else "damaged") from error
    return {"png": base64.b64encode(out.getvalue()).decode(), "scale": scale, "pages": pages}


def _of_pdf(data: bytes, page: int) -> tuple[Image.Image, float, int]:
    document = pypdfium2.PdfDocument(data)
    drawn = document[page - 1]
    width, height = drawn.get_size()
    scale = min(DOTS_AN_INCH / POINTS_AN_INCH, (PIXELS / max(width * height, 1.0)) ** 0.5)
    return drawn.render(scale=scale, grayscale=True).to_pil(), 1 / scale, len(document)


def _of_picture(data: bytes, page: int) -> tuple[Image.Image, float, int]:
    picture = Image.open(BytesIO(data), formats=FORMATS)
    pages = getattr(picture, "n_frames", 1)
    if pages > MOST_PAGES:
        raise ValueError("pages")
    picture.seek(page - 1)
    if picture.width * picture.height > MOST_PIXELS:
        raise ValueError("pixels")
    grey = ImageOps.exif_transpose(_on_white(picture)).convert("L")
    wider = min(WIDEST_BY, -(-NARROWEST // min(grey.size)))
    smaller = (PIXELS / (grey.width * grey.height * wider**2)) ** 0.5
    factor = wider * min(1.0, smaller)
    size = max(1, round(grey.width * factor)), max(1, round(grey.height * factor))
    grey = grey.resize(size, Image.Resampling.LANCZOS) if size != grey.size else grey
    return grey, LONGEST_SIDE / max(grey.size), pages


def _on_white(picture: Image.Image) -> Image.Image:
    """Return a picture with white where it lets the ground through."""
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture
    clear = picture.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    white.alpha_composite(clear)
    return white


def _evenly_lit(picture: Image.Image) -> Image.Image:
    """Return a page as if light fell on all of it alike, its paper white: a camera sees shadows."""
    paper = picture.reduce(COARSE).filter(ImageFilter.MaxFilter(WIDE)).filter(ImageFilter.BoxBlur(WIDE // 2))
    light = np.asarray(paper.resize(picture.size, Image.Resampling.BILINEAR), dtype=np.float32)
    even = np.asarray(picture) * (255 / np.maximum(light, 1))
    return Image.fromarray(np.minimum(even, 255).astype(np.uint8))


def _upright(picture: Image.Image) -> Image.Image:
    """Return a page turned so that its lines of text run level: the rows of its ink then differ most."""
    small = picture.reduce(max(1, round(max(picture.size) / 900)))
    ink = np.asarray(small) < DARK
    strips = [(strip.sum(axis=1), at) for at, strip in enumerate(np.array_split(ink, STRIPS, axis=1))]
    wide = small.width / STRIPS

    def unevenness(slope: float) -> float:
        rows = sum(np.roll(rows, -round(slope * (at + 0.5) * wide)) for rows, at in strips)
        return float((np.diff(rows) ** 2).sum())

    steepest = max(SLOPES, key=lambda slope: (unevenness(slope), -abs(slope)))
    if not steepest:
        return picture
    return picture.rotate(math.degrees(math.atan(steepest)), Image.Resampling.BICUBIC, fillcolor=255)


def _without_lines(picture: Image.Image) -> Image.Image:
    """Return a page with its long level and upright strokes in white."""
    ink = np.asarray(picture) < DARK
    length = max(2, round(max(picture.size) * SHORTEST_LINE))
    thick = max(2, length // THICKEST_BY)
    level = _runs(ink, length) & ~_runs(ink.T, thick).T
    lines = level | (_runs(ink.T, length).T & ~_runs(ink, thick))
    # The pale edge of a stroke goes with it.
    wider = lines.copy()
    for across, down in ((0, 1), (0, -1), (1, 0), (-1, 0)):
        wider |= np.roll(lines, (down, across), axis=(0, 1))
    return Image.fromarray(np.where(wider, 255, np.asarray(picture)).astype(np.uint8))


def _runs(ink: np.ndarray, length: int) -> np.ndarray:
    """Return where ink stands in a run of so many pixels or more along its row."""
    found = np.zeros_like(ink)
    if ink.shape[1] < length:
        return found
    sums = np.cumsum(np.pad(ink, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    begins = sums[:, length:] - sums[:, :-length] == length
    ends = np.cumsum(np.pad(begins, ((0, 0), (1, length - 1))), axis=1, dtype=np.int32)
    shifted = np.pad(ends, ((0, 0), (length, 0)))[:, : ends.shape[1]]
    return ink & ((ends - shifted)[:, 1:] > 0)
