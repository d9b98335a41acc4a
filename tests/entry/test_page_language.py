"""Pages speak the language of their reader, as chosen, else as the cookie or the browser says; programs, English."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.translation import get_language, override

from tests.entry.conftest import PASSWORD, LogsIn
from watchlist.access.page_preferences import PageStyle, language_of, set_page_style
from watchlist.engine import reports
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.texts import decimal_in_words, grouped, in_english

LOG_IN, PAGE = "/admin/login/", "/admin/preferences/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("", "en-gb"),
        ("en-US,en;q=0.9", "en-gb"),
        ("de-CH,de;q=0.9,en;q=0.8", "de"),
        ("es-MX", "es"),
        ("fr-CA,en", "fr"),
        ("pt-BR,pt;q=0.9", "pt"),
        ("zh-CN,zh;q=0.9", "zh-hans"),
        ("nl,ja;q=0.5", "en-gb"),
        ("xx;q=,,*", "en-gb"),
    ],
)
def test_before_the_log_in_the_browser_says_which_language(client: Client, asked: str, spoken: str) -> None:
    answer = client.get(LOG_IN, headers={"accept-language": asked})
    page = answer.content.decode()
    assert f'<html lang="{spoken}" dir="ltr"' in page
    assert answer["Content-Language"] == spoken
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in answer["Vary"].split(",")}
    assert f'<option value="{spoken}" lang="{spoken}" selected>' in page
    assert get_language() == "en-gb"


@pytest.mark.django_db
def test_the_select_of_the_log_in_page_is_kept_in_a_cookie_and_leads_nowhere_else(client: Client) -> None:
    answer = client.post("/admin/language/", {"language": "fr", "next": LOG_IN})
    assert (answer.status_code, answer["Location"]) == (302, LOG_IN)
    (cookie,) = answer.cookies.values()
    assert (cookie["path"], cookie["secure"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, True, "Lax")
    assert client.get(LOG_IN, headers={"accept-language": "de"})["Content-Language"] == "fr"
    assert client.post("/admin/language/", {"language": "fr", "next": "https://elsewhere.example/"})["Location"] == "/"
    client.post("/admin/language/", {"language": "tlh", "next": LOG_IN})
    assert client.get(LOG_IN)["Content-Language"] == "fr"
    assert client.get("/admin/nowhere/", headers={"accept-language": "de"})["Content-Language"] == "fr"


def test_who_chose_a_language_reads_it_at_once_and_after_each_log_in(
    client: Client, log_in: LogsIn, anna: User
) -> None:
    log_in()
    assert client.get(PAGE, headers={"accept-language": "de"})["Content-Language"] == "de"
    client.post(PAGE, {"mail": "each", "time_zone": "UTC", "date_style": "words", "language": "es"})
    answer = client.get(PAGE, headers={"accept-language": "de"})
    assert answer["Content-Language"] == "es"
    assert "28 de julio de 2025" in answer.content.decode()
    later = Client()
    later.post(LOG_IN, {"username": "officer", "password": PASSWORD})
    assert later.get(PAGE, headers={"accept-language": "de"})["Content-Language"] == "es"
    client.post(PAGE, {"mail": "each", "time_zone": "UTC", "date_style": "words", "language": ""})
    assert client.get(PAGE, headers={"accept-language": "de"})["Content-Language"] == "de"


def test_who_is_written_to_is_so_in_their_language_else_in_that_of_the_house(anna: User) -> None:
    assert language_of(anna) == "en-gb"
    set_page_style(person=anna, style=PageStyle(language="pt"))
    assert language_of(anna) == "pt"
    with pytest.raises(CorrectTheData):
        set_page_style(person=anna, style=PageStyle(language="tlh"))


@pytest.mark.django_db
def test_programs_are_answered_in_english_whatever_they_ask_for(client: Client) -> None:
    answer = client.get("/api/v1/lists/", headers={"accept-language": "de"})
    assert "Content-Language" not in answer.headers
    assert answer.content == client.get("/api/v1/lists/").content
    assert "Accept-Language" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("language", "day", "number", "decimal"),
    [
        ("en-gb", "3 Feb 2026", "12,800", "1,890.36"),
        ("es", "3 de febrero de 2026", "12 800", "1 890,36"),
        ("fr", "3 février 2026", "12 800", "1 890,36"),
        ("de", "3. Februar 2026", "12.800", "1.890,36"),
        ("zh-hans", "2026年2月3日", "12800", "1890.36"),
        ("pt", "3 de Fevereiro de 2026", "12.800", "1.890,36"),
    ],
)
def test_days_and_numbers_are_written_as_their_language_writes_them(
    language: str, day: str, number: str, decimal: str
) -> None:
    with override(language):
        assert reports.day(date(2026, 2, 3)) == day
        assert grouped(12_800).replace("\xa0", " ") == number
        assert decimal_in_words("1890.36").replace("\xa0", " ") == decimal
        with in_english():
            assert (grouped(12_800), decimal_in_words("1890.36")) == ("12,800", "1,890.36")
