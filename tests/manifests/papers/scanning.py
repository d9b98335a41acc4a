"""Papers as a scanner or a camera gives them: pictures, alone or as pages of a PDF without text."""

from __future__ import annotations

import io
import os
from shutil import which
from typing import Final

import pypdfium2
import pytest
from PIL import Image, ImageChops

from tests.manifests.papers.contents import Paper
from tests.manifests.papers.writing import pdf

NEEDS_TESSERACT: Final = pytest.mark.skipif(
    not which("tesseract") and "CI" not in os.environ, reason="no tesseract here: only CI must have it"
)
INCH: Final = 72


def picture(paper: Paper, *, ruled: bool = True, dots: int = 200, leans: float = 0.0) -> Image.Image:
    """Return a paper as a picture in grey, of so many dots an inch, turned by so many degrees."""
    drawn = pypdfium2.PdfDocument(pdf(paper, ruled=ruled))[0].render(scale=dots / INCH, grayscale=True).to_pil()
    return drawn.rotate(leans, Image.Resampling.BICUBIC, fillcolor=255)


def dimmed(page: Image.Image) -> Image.Image:
    """Return a page as a camera sees it in poor light: grey, and darker from edge to edge."""
    light = Image.linear_gradient("L").resize(page.size).point(lambda level: 110 + level // 2)
    return ImageChops.multiply(page, light)


def saved(*pages: Image.Image, kind: str = "PDF", dots: int = 200) -> bytes:
    """Return pictures as a file: a PDF or a TIFF has a page for each."""
    several = {"save_all": True, "append_images": pages[1:]} if kind in ("PDF", "TIFF") else {}
    resolution = {"resolution": float(dots)} if kind == "PDF" else {}
    pages[0].save(out := io.BytesIO(), kind, **several, **resolution)
    return out.getvalue()


def joined(*documents: bytes) -> bytes:
    """Return one PDF with the pages of several."""
    whole = pypdfium2.PdfDocument.new()
    for document in documents:
        whole.import_pages(pypdfium2.PdfDocument(document))
    whole.save(out := io.BytesIO())
    return out.getvalue()
