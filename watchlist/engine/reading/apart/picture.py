"""A page as a picture in grey (PNG): one of a PDF, drawn as it would be printed, or one of a file that is a picture."""

from __future__ import annotations

import base64
import struct
from io import BytesIO
from typing import Any, Final

import pypdfium2
from PIL import Image, ImageOps

DOTS_AN_INCH: Final = 300
POINTS_AN_INCH: Final = 72
MOST_PIXELS: Final = 100_000_000
"""Of a picture as it is sent: a page of A4 at 600 dots an inch has a third of them."""
PIXELS: Final = 20_000_000
"""Of a page that is handed on: what is larger is made smaller."""
NARROWEST: Final = 1_500
"""Pixels: letters of a narrower picture are too small to be told apart, and it is made wider."""
WIDEST_BY: Final = 4
LONGEST_SIDE: Final = 842.0
"""Points: a picture is taken for a page of A4, whatever it says of its dots."""
FORMATS: Final = ("PNG", "JPEG", "TIFF")
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
        picture.save(out := BytesIO(), "PNG", compress_level=1)
    except STUMBLES as error:
        raise ValueError("pixels" if str(error) == "pixels" else "damaged") from error
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
