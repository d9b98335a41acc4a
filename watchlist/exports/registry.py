"""Every format that a screening can be written in: those of the engine, and the page, which a template lays out."""

from __future__ import annotations

from typing import Final

from watchlist.engine.reports import FORMATS, Exporter

EXPORTERS: Final[dict[str, Exporter]] = {**FORMATS, "html": Exporter("watchlist.exports.html.HtmlReport")}
