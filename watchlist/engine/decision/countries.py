"""Countries as people write them, and as they are told to people."""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations, translation

import pycountry

from watchlist.engine.texts import speaks_english, spoken_language

# As trade documents write them, beside ISO 3166.
ALIASES = {"UK": "GB", "U.K.": "GB", "U.S.": "US", "U.S.A.": "US", "EL": "GR"}
# Northern Ireland is no country of ISO 3166; trade documents write XI since the Protocol of 2020.
NORTHERN_IRELAND = "XI"


def country_code(text: str) -> str | None:
    """Return the alpha-2 code of a country written as a code or a name; None, where it is neither."""
    wanted = text.strip()
    if wanted.upper() == NORTHERN_IRELAND:
        return NORTHERN_IRELAND
    wanted = ALIASES.get(wanted.upper(), wanted)
    try:
        return str(pycountry.countries.lookup(wanted).alpha_2)
    except LookupError:
        return None


def country_name(code: str) -> str:
    """Return the name of a country in common words, by its ISO 3166 code; the code itself where it is of no country."""
    if code == NORTHERN_IRELAND:
        return "Northern Ireland"
    found = pycountry.countries.get(alpha_2=code)
    return str(getattr(found, "common_name", found.name)) if found else code


def country_in_words(code: str) -> str:
    """Return the name of a country in the language that is spoken now, by its ISO 3166 code."""
    name = country_name(code)
    return name if speaks_english() else _names_of_countries(spoken_language()).gettext(name)


@cache
def _names_of_countries(language: str) -> NullTranslations:
    """Return the translations of names of countries that come with their table; none of a language that it lacks."""
    base, _, script = language.partition("-")
    locales = [f"{base}_{script.title()}", "zh_CN" if base == "zh" else base]
    return translation("iso3166-1", pycountry.LOCALES_DIR, languages=locales, fallback=True)
