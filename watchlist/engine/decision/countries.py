"""Countries as people write them, and as they are told to people."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from gettext import NullTranslations, translation
from unicodedata import combining, normalize

import pycountry

from watchlist.engine.texts import speaks_english, spoken_language

# As trade documents write them, beside ISO 3166.
ALIASES = {"UK": "GB", "U.K.": "GB", "EL": "GR", **dict.fromkeys(("U.S.", "U.S.A.", "EE.UU.", "EE. UU.", "EUA"), "US")}
# Of trade: whose names of countries are understood, as the table of ISO 3166 that pycountry brings has them.
LANGUAGES = (
    *("ar", "cs", "da", "de", "el", "es", "fi", "fr", "hu", "id", "it", "ja", "ko", "nb_NO", "nl", "pl", "pt", "pt_BR"),
    *("ro", "ru", "sv", "th", "tr", "uk", "vi", "zh_CN", "zh_TW"),
)
# Letters of a name in the Latin alphabet: shorter ones are codes of currencies, terms of delivery or yes and no.
SHORTEST = 4
# Brazzaville or Kinshasa: papers mean either.
OF_TWO = frozenset({"kongo"})
STROKES = str.maketrans("łøđı", "lodi")
# Northern Ireland is no country of ISO 3166; trade documents write XI since the Protocol of 2020.
NORTHERN_IRELAND = "XI"


def country_code(text: str) -> str | None:
    """Return the alpha-2 code of a country written as a code or a name; None, where it is neither.

    A code or an English name comes first. Else a name may stand in one of `LANGUAGES`, with or without its accents; one
    of fewer than four letters of the Latin alphabet is none, nor one that names two countries.
    """
    wanted = text.strip()
    if wanted.upper() == NORTHERN_IRELAND:
        return NORTHERN_IRELAND
    wanted = ALIASES.get(wanted.upper(), wanted)
    try:
        return str(pycountry.countries.lookup(wanted).alpha_2)
    except LookupError:
        return _codes_by_name().get(_folded(wanted))


@cache
def _codes_by_name() -> dict[str, str]:
    """Return the alpha-2 codes of countries by their folded names in `LANGUAGES`."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for language in LANGUAGES:
        table = translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)
        for country in pycountry.countries:
            # No long names: "República Islâmica do Paquistão" stands for two countries in one of the tables.
            for name in {country.name, getattr(country, "common_name", country.name)}:
                codes[_folded(table.gettext(name))].add(country.alpha_2)
    return {name: found.pop() for name, found in codes.items() if len(found) == 1 and _says_one(name)}


def _says_one(name: str) -> bool:
    """Say whether a folded name is of one country, and no word beside: CAD is a currency and Čad a country."""
    return name not in OF_TWO and (not name.isascii() or len(name) >= SHORTEST)


def _folded(name: str) -> str:
    """Return a name without case and marks: manifests write ESPANA and WLOCHY."""
    letters = normalize("NFKD", name.strip().casefold()).translate(STROKES)
    return "".join(letter for letter in letters if not combining(letter))


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
