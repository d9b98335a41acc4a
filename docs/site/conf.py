"""How Sphinx builds the documentation: `make docs`. The pages that it reads are gathered by gather.py."""

from __future__ import annotations

import tomllib
from pathlib import Path

HERE = Path(__file__).parent
about = tomllib.loads((HERE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]

project = "Precursor Watchlist"
release = version = about["version"]
project_copyright = "the authors of Precursor Watchlist, under Apache-2.0"

extensions = ["myst_parser", "sphinx_copybutton"]
myst_heading_anchors = 4
myst_enable_extensions = ["attrs_inline", "deflist"]
# Code is shown as it is written: with "…" for what is left out, no lexer could read it.
highlight_language = "none"
suppress_warnings = ["misc.highlighting_failure"]
# "[text](page.md)" that leads nowhere is an error, and so is every other warning.
nitpicky = True

html_theme = "furo"
html_title = f"{project} {release}"
html_static_path = [str(HERE / "static")]
html_js_files = ["versions.js"]
html_css_files = ["site.css"]
templates_path = [str(HERE / "templates")]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/versions.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_copy_source = False
html_show_sphinx = False
