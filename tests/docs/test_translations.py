"""The check of translations sees what is missing; and what is compiled is what gettext itself compiles."""

from __future__ import annotations

import io
from gettext import GNUTranslations
from pathlib import Path

import django
import pytest

from config.catalogs import CatalogUnreadable, catalogs, compiled, compiled_folders, entries
from tests.translations import faults_in, hard_texts, python_texts, template_texts

HEAD = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
SOURCE = HEAD + (
    'msgid "Line %(number)s"\nmsgstr ""\n\nmsgid "{n} line"\nmsgid_plural "{n} lines"\nmsgstr[0] ""\nmsgstr[1] ""\n\n'
    'msgid "<b>Held</b>\\n"\nmsgstr ""\n'
)
LINE = 'msgid "Line %(number)s"\nmsgstr "Zeile %(number)s"\n\n'
LINES = 'msgid "{n} line"\nmsgid_plural "{n} lines"\nmsgstr[0] "eine Zeile"\nmsgstr[1] "{n} Zeilen"\n\n'
HELD = 'msgid "<b>Held</b>\\n"\nmsgstr "<b>Zurückgehalten</b>\\n"\n'


@pytest.mark.parametrize(
    ("catalog", "said"),
    [
        (HEAD + LINE + LINES + HELD, ""),
        (LINE + LINES + HELD, "how many forms"),
        (HEAD + LINES + HELD, "missing: 'Line %(number)s'"),
        (HEAD + LINE.replace("Zeile %(number)s", "") + LINES + HELD, "is not translated"),
        (HEAD + "#, fuzzy\n" + LINE + LINES + HELD, "is fuzzy"),
        (HEAD + LINE.replace("Zeile %(number)s", "Zeile %(Nummer)s") + LINES + HELD, "other placeholders"),
        (HEAD + LINE.replace("Zeile %(number)s", "Zeile %(number)s, 2 % davon") + LINES + HELD, "cannot be filled"),
        (HEAD + LINE.replace('"Zeile %(number)s"', '"Zeile"') + LINES + HELD, "other placeholders"),
        (HEAD + LINE + LINES.replace('msgstr[1] "{n} Zeilen"\n', "") + HELD, "another number of forms"),
        (HEAD + LINE + LINES.replace('"{n} Zeilen"', '""') + HELD, "is not translated"),
        (HEAD + LINE + LINES + HELD.replace("</b>\\n", "\\n").replace('"<b>Held\\n', '"<b>Held</b>\\n'), "other tags"),
        (HEAD + LINE + LINES + HELD.replace('halten</b>\\n"', 'halten</b>"'), "another line"),
        (HEAD + LINE + LINES + HELD + "msgstr nothing", "is no line of a catalog"),
    ],
)
def test_what_is_wrong_with_a_catalog_is_named(tmp_path: Path, catalog: str, said: str) -> None:
    source, path = tmp_path / "en.po", tmp_path / "de.po"
    source.write_text(SOURCE)
    path.write_text(catalog)
    faults = [*faults_in(path, source)]
    assert any(said in fault for fault in faults) if said else not faults, faults


def test_texts_of_the_code_are_gathered_and_those_that_cannot_be_are_named() -> None:
    imported = "from django.utils.translation import gettext as _, gettext_noop as kept, ngettext, pgettext\n"
    source = f"""{imported}
_("a" "b"); ngettext("one", "many", 2); _(variable); _(f"{{x}}"); kept("c"); other("d")
pgettext("of a case", "open")"""
    assert sorted(python_texts(source), key=str) == [("ab", 3), ("one", 3), ("open", 4), (None, 3), (None, 3)]
    page = """{% load i18n %}{% translate "Held" %} {% blocktranslate trimmed count n=n %}
        {{ n }} line{% plural %}{{ n }} lines{% endblocktranslate %} {{ _("Open") }}
        {% translate "To" context "person" %}"""
    assert [*template_texts(page)] == ["Held", "%(n)s line", "Open", "To"]


def test_what_a_template_says_in_english_alone_is_named() -> None:
    page = """{% load i18n %}<p title="{% translate "Marked" %}">Bare {{ name }}<bdi>a name</bdi></p>
        {% blocktranslate %}Marked <b>too</b>{% endblocktranslate %}<img alt="Bare alt"><i lang="en">Law</i>"""
    assert sorted(hard_texts(page)) == ["Bare", "Bare alt"]


def test_a_catalog_is_compiled_as_gettext_compiles_it() -> None:
    texts = sorted((Path(django.__file__).parent / "conf/locale").glob("*/LC_MESSAGES/django.po"))
    for text in texts:
        ours = GNUTranslations(io.BytesIO(compiled([*entries(text)])))
        with text.with_suffix(".mo").open("rb") as file:
            theirs = GNUTranslations(file)
        ours._catalog.pop(""), theirs._catalog.pop("")  # type: ignore[attr-defined] # its date is left out by some
        assert ours._catalog == theirs._catalog, text  # type: ignore[attr-defined]
    assert len(texts) > 50


def test_a_checkout_compiles_its_catalogs_once_into_its_build_folder(tmp_path: Path) -> None:
    home = tmp_path / "locale"
    for locale in ("en", "de"):
        (home / locale / "LC_MESSAGES").mkdir(parents=True)
        (home / locale / "LC_MESSAGES" / "django.po").write_text(HEAD + LINE)
    (built,) = compiled_folders(home, tmp_path / "build")
    made = Path(built) / "de" / "LC_MESSAGES" / "django.mo"
    with made.open("rb") as file:
        assert GNUTranslations(file).gettext("Line %(number)s") == "Zeile %(number)s"
    assert [*Path(built).iterdir()] == [Path(built) / "de"]
    assert compiled_folders(home, tmp_path / "build") == [built]
    (home / "de" / "LC_MESSAGES" / "django.po").write_text(HEAD + LINE + HELD)
    assert compiled_folders(home, tmp_path / "build") != [built]
    (home / "de" / "LC_MESSAGES" / "django.mo").touch()
    assert compiled_folders(home, tmp_path / "build") == []
    (home / "de" / "LC_MESSAGES" / "django.po").write_text("nothing")
    with pytest.raises(CatalogUnreadable):
        [*entries(catalogs(home)["de"])]
