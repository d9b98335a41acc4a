"""Single sign-on against a provider that answers: who is let in, as whom, with what roles, and what is not believed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.test import Client
from joserfc.jwk import RSAKey
from pytest_django.fixtures import Settings

from tests.entry.conftest import PASSWORD, PROVIDER, LogsIn, authenticator_of, code_of
from tests.entry.house_provider import Claims, HouseProvider, house_provider
from watchlist.access.models import Token
from watchlist.access.policies import LogInPolicy
from watchlist.access.provider_accounts import ProviderAccount, link_account
from watchlist.access.tokens import issue
from watchlist.audit.covered_rows import row_differences
from watchlist.audit.models import AuditEvent
from watchlist.sign_on.client import checked_document
from watchlist.sign_on.refusals import NotBelieved

pytestmark = [pytest.mark.servers, pytest.mark.django_db]
START, BACK, ENDED = "/admin/sign-on/", "/admin/sign-on/return/", "/admin/sign-on/ended/"
OFFICERS = {"groups": ["wl-officers"], "preferred_username": "ines", "email": "ines@house.example"}


@pytest.fixture(scope="module")
def running() -> Iterator[HouseProvider]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        with house_provider() as house:
            yield house


@pytest.fixture
def house(running: HouseProvider, settings: Settings) -> Iterator[HouseProvider]:
    """Return the provider, as it is trusted here."""
    settings.LOG_IN_POLICY = LogInPolicy(provider=replace(PROVIDER, issuer=running.url))
    settings.REQUIRE_TOTP = "none"
    yield running
    running.falsify, running.key, running.algorithm = None, None, "RS256"


def trust(settings: Settings, **changed: Any) -> None:
    """Change what is trusted of the provider."""
    policy = settings.LOG_IN_POLICY
    settings.LOG_IN_POLICY = replace(policy, provider=replace(policy.provider, **changed))


def sign_on(client: Client, house: HouseProvider, subject: str, query: str = "") -> Any:
    """Return the answer to who was sent to the provider, logged in there, and came back."""
    sent = client.get(f"{START}{query}")
    assert sent.status_code == 302
    back = urlsplit(house.log_in(sent.headers["Location"], subject))
    return client.get(f"{back.path}?{back.query}")


def groups_of(name: str) -> list[str]:
    return sorted(User.objects.get(username=name).groups.values_list("name", flat=True))


def told(verb: str) -> list[dict[str, Any]]:
    acts = AuditEvent.objects.filter(verb=verb).order_by("sequence").select_related("payload")
    return [json.loads(act.payload.body) for act in acts]


def test_who_has_a_group_that_gives_a_role_is_let_in_and_has_an_account_from_then_on(
    client: Client, house: HouseProvider
) -> None:
    house.know("s-1", **OFFICERS, given_name="Ines", family_name="Bold")
    page = client.get("/admin/login/?next=/admin/screen/").content.decode()
    assert "Sign in with House ID" in page
    assert "/admin/sign-on/?next=%2Fadmin%2Fscreen%2F" in page
    client.get(START)
    assert client.session.get_expiry_age() == 900
    answer = sign_on(client, house, "s-1", "?next=/admin/screen/")
    assert client.session.get_expiry_age() == 1800
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/screen/")
    assert client.get("/admin/screen/").status_code == 200
    ines = User.objects.get(username="ines")
    assert (ines.first_name, ines.email, ines.is_staff, ines.is_superuser) == (
        "Ines",
        "ines@house.example",
        True,
        False,
    )
    assert not ines.has_usable_password()
    assert (ines.provider_account.issuer, ines.provider_account.subject) == (house.url, "s-1")
    assert groups_of("ines") == ["Officers"]
    assert [event["after"].get("groups") for event in told("change_user")] == [["Officers"]]
    assert told("log_in")[-1]["by"] == "provider"
    assert list(row_differences()) == []
    sign_on(Client(), house, "s-1")
    assert User.objects.filter(username__startswith="ines").count() == 1
    assert house.asked[-1]["redirect_uri"] == f"http://127.0.0.1:8000{BACK}"


def test_a_group_is_looked_for_beside_the_token_where_the_token_has_none(
    client: Client, house: HouseProvider, settings: Settings
) -> None:
    house.know("s-2", realm={"roles": ["wl-officers"]}, preferred_username="deep")
    trust(settings, groups_claim="realm.roles")
    house.falsify = lambda claims: {name: value for name, value in claims.items() if name != "realm"}
    assert sign_on(client, house, "s-2").status_code == 302
    assert groups_of("deep") == ["Officers"]


@pytest.mark.parametrize("groups", [None, [], ["others"], "wl-office", [["wl-officers"]], {"wl-officers": True}])
def test_without_a_group_that_gives_a_role_nobody_is_let_in_and_no_account_is_made(
    client: Client, house: HouseProvider, groups: Any
) -> None:
    house.know("s-3", groups=groups, preferred_username="stranger")
    answer = sign_on(client, house, "s-3")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "the service desk, 1234" in page
    assert "s-3" in page
    assert not User.objects.exists()
    assert client.get("/admin/").status_code == 302
    assert told("refuse_sign_on") == [{"because": "no_role"}]


@pytest.mark.parametrize("name", ["root", "ROOT", "disable_gone", "provider", "the-break-glass"])
def test_no_claim_takes_over_an_account_or_a_name_that_is_known(
    client: Client, house: HouseProvider, settings: Settings, name: str
) -> None:
    settings.LOG_IN_POLICY = replace(settings.LOG_IN_POLICY, break_glass="the-break-glass")
    root = User.objects.create_superuser("root", "root@house.example", PASSWORD)
    house.know("s-4", groups=["wl-officers"], preferred_username=name, email="root@house.example")
    sign_on(client, house, "s-4")
    ours = ProviderAccount.objects.get(subject="s-4").user
    assert (ours != root, ours.is_superuser, ours.username) == (True, False, f"{name}-2")


def test_roles_are_taken_away_with_the_groups_and_with_the_last_goes_all_that_was_open(
    client: Client, house: HouseProvider
) -> None:
    house.know("s-5", **{**OFFICERS, "groups": ["wl-officers", "wl-leads"]})
    sign_on(client, house, "s-5")
    ines = User.objects.get(username="ines")
    assert groups_of("ines") == ["Auditors", "Compliance leads", "Officers"]
    tokens = [issue(user=ines, scopes=[scope], actor="ines")[0] for scope in ("screen", "second_cases")]
    house.know("s-5", **OFFICERS)
    sign_on(Client(), house, "s-5")
    assert groups_of("ines") == ["Officers"]
    assert list(Token.objects.all()) == tokens[:1]
    assert client.get("/admin/").status_code == 200
    house.know("s-5", **{**OFFICERS, "groups": []})
    assert sign_on(Client(), house, "s-5").status_code == 403
    assert (groups_of("ines"), User.objects.get(username="ines").is_staff) == ([], False)
    assert not Token.objects.exists()
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")
    before_and_after = [(act["before"].get("groups"), act["after"]["groups"]) for act in told("change_user")]
    assert before_and_after[1:] == [
        (["Auditors", "Compliance leads", "Officers"], ["Officers"]),
        (["Officers"], []),
    ]
    assert list(row_differences()) == []


def test_what_was_given_by_hand_stays_unless_the_settings_map_it(client: Client, house: HouseProvider) -> None:
    house.know("s-6", **OFFICERS)
    sign_on(client, house, "s-6")
    by_hand = [Group.objects.get_or_create(name=name)[0] for name in ("Curators", "Auditors", "Our own")]
    User.objects.get(username="ines").groups.add(*by_hand)
    sign_on(Client(), house, "s-6")
    assert groups_of("ines") == ["Curators", "Officers", "Our own"]


def test_rights_that_the_house_took_from_a_group_do_not_come_back_with_a_log_in(
    client: Client, house: HouseProvider
) -> None:
    house.know("s-7", **OFFICERS)
    sign_on(client, house, "s-7")
    Group.objects.get(name="Officers").permissions.remove(
        *Group.objects.get(name="Officers").permissions.filter(codename="work_cases")
    )
    User.objects.get(username="ines").groups.clear()
    sign_on(client, house, "s-7")
    assert not User.objects.get(username="ines").has_perm("watchlist.work_cases")


def test_a_closed_account_stays_closed_whatever_groups_it_has(client: Client, house: HouseProvider) -> None:
    house.know("s-8", **OFFICERS)
    sign_on(client, house, "s-8")
    User.objects.update(is_active=False)
    answer = sign_on(Client(), house, "s-8")
    assert (answer.status_code, "closed" in answer.content.decode()) == (403, True)
    assert told("refuse_sign_on") == [{"because": "closed"}]


DOCUMENT: Claims = {
    "issuer": "https://id.house.example",
    "authorization_endpoint": "https://id.house.example/authorize",
    "token_endpoint": "https://id.house.example/token",
    "jwks_uri": "https://id.house.example/keys",
    "id_token_signing_alg_values_supported": ["none", "HS256", "RS256"],
    "verify": False,
    "_loaded_at": 0,
}


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": "https://id.elsewhere.example"},
        {"issuer": "https://id.house.example/"},
        {"issuer": None},
        {"token_endpoint": "http://id.house.example/token"},
        {"token_endpoint": None},
        {"jwks_uri": "file:///etc/passwd"},
        {"userinfo_endpoint": "http://id.house.example/me"},
        {"id_token_signing_alg_values_supported": ["none", "HS256"]},
        {"id_token_signing_alg_values_supported": "RS256"},
    ],
)
def test_a_discovery_document_that_is_not_safe_is_not_believed(changed: Claims) -> None:
    with pytest.raises(NotBelieved):
        checked_document({**DOCUMENT, **changed}, DOCUMENT["issuer"])


def test_of_a_discovery_document_no_more_is_kept_than_is_read() -> None:
    kept = checked_document(DOCUMENT, DOCUMENT["issuer"])
    assert kept["id_token_signing_alg_values_supported"] == ["RS256"]
    assert "verify" not in kept


def without(name: str) -> Callable[[Claims], Claims]:
    return lambda claims: {each: value for each, value in claims.items() if each != name}


def saying(**said: Any) -> Callable[[Claims], Claims]:
    return lambda claims: {**claims, **said}


LONG_AGO = int(time.time()) - 7200
FALSE = {
    "another nonce": saying(nonce="another"),
    "no nonce": without("nonce"),
    "another audience": saying(aud="another"),
    "for another though by us": saying(aud="another", azp="watchlist"),
    "audience of many without a party": saying(aud=["another", "watchlist"]),
    "no audience": without("aud"),
    "another issuer": saying(iss="https://id.elsewhere.example"),
    "no issuer": without("iss"),
    "expired": saying(exp=LONG_AGO, iat=LONG_AGO - 60),
    "no expiry": without("exp"),
    "not signed yet": saying(iat=int(time.time()) + 7200),
    "no subject": without("sub"),
    "a subject that is no text": saying(sub=["s-9"]),
    "another access token": saying(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_token_that_says_what_is_not_so_lets_nobody_in(client: Client, house: HouseProvider, name: str) -> None:
    house.know("s-9", **OFFICERS)
    house.falsify = FALSE[name]
    _refused(client, sign_on(client, house, "s-9"))


@pytest.mark.parametrize("algorithm", ["RS256", "RS512", "PS256"])
def test_a_token_signed_by_another_key_or_way_lets_nobody_in(
    client: Client, house: HouseProvider, algorithm: str
) -> None:
    house.know("s-10", **OFFICERS)
    house.key, house.algorithm = RSAKey.generate_key(2048), algorithm
    _refused(client, sign_on(client, house, "s-10"))


def test_a_state_that_this_browser_did_not_begin_lets_nobody_in(client: Client, house: HouseProvider) -> None:
    house.know("s-11", **OFFICERS)
    back = urlsplit(house.log_in(client.get(START).headers["Location"], "s-11"))
    address = f"{back.path}?{back.query}"
    _refused(Client(), Client().get(address))
    _refused(client, client.get(address.replace("state=", "state=x")))
    _refused(client, client.get(f"{address}&iss=https://id.elsewhere.example"))
    assert client.get(address).status_code == 302
    assert client.get(address).status_code == 400  # a code is good once, and so is a state


def _refused(client: Client, answer: Any) -> None:
    assert answer.status_code == 400
    assert "_auth_user_id" not in client.session
    assert not User.objects.exists()


def test_who_says_no_at_the_provider_is_told_so_and_a_provider_that_is_away_too(
    client: Client, house: HouseProvider, settings: Settings
) -> None:
    state = parse_qs(urlsplit(client.get(START).headers["Location"]).query)["state"][0]
    assert client.get(f"{BACK}?error=access_denied&state={state}").status_code == 400
    trust(settings, issuer="http://127.0.0.1:9")
    assert client.get(START).status_code == 503


def test_an_address_elsewhere_is_not_gone_to_after_the_log_in(client: Client, house: HouseProvider) -> None:
    house.know("s-12", **OFFICERS)
    assert sign_on(client, house, "s-12", "?next=https://elsewhere.example/").headers["Location"] == "/admin/"


@pytest.mark.parametrize(
    ("claims", "due"),
    [({"amr": ["pwd", "mfa"]}, ""), ({"acr": "gold"}, ""), ({"amr": ["pwd"], "acr": "silver"}, "page"), ({}, "page")],
)
def test_a_second_factor_that_counts_is_believed_and_else_ours_is_asked(
    client: Client, house: HouseProvider, settings: Settings, claims: Claims, due: str
) -> None:
    settings.REQUIRE_TOTP = "deciders"
    house.know("s-13", **OFFICERS, **claims)
    sign_on(client, house, "s-13")
    assert client.get("/admin/session/").json()["due"] == due
    assert (client.get("/admin/").status_code == 200) is not due
    assert house.asked[-1]["acr_values"] == "gold"
    authenticator_of(User.objects.get())
    house.know("s-13", **OFFICERS)
    sign_on(client, house, "s-13")
    assert client.get("/admin/session/").json()["due"] == "code"  # whatever was shown at the log-in before
    house.know("s-13", **OFFICERS, **claims)
    again = Client()
    sign_on(again, house, "s-13")
    assert again.get("/admin/session/").json()["due"] == ("code" if due else "")


def test_a_fresh_second_factor_is_a_log_in_anew_at_the_provider(client: Client, house: HouseProvider) -> None:
    hours_ago = int(time.time()) - 9000
    house.know("s-14", **OFFICERS, amr=["mfa"], auth_time=hours_ago)
    sign_on(client, house, "s-14")
    asked = client.get("/admin/second-factor/").headers["Location"]
    assert asked == "/admin/sign-on/?next=%2Fadmin%2Fsecond-factor%2F&anew=1"
    query = f"?{urlsplit(asked).query}"
    stale = sign_on(client, house, "s-14", query)
    assert (stale.status_code, house.asked[-1]["prompt"], house.asked[-1]["max_age"]) == (400, "login", "0")
    assert client.get("/admin/second-factor/").status_code == 302
    house.know("s-14", **OFFICERS, amr=["pwd"], auth_time=int(time.time()))
    assert sign_on(client, house, "s-14", query).status_code == 400
    house.know("s-15", groups=["wl-officers"], amr=["mfa"], auth_time=int(time.time()))
    assert sign_on(client, house, "s-15", query).status_code == 400
    assert client.get("/admin/second-factor/").status_code == 302
    house.know("s-14", **OFFICERS, amr=["mfa"], auth_time=int(time.time()))
    assert sign_on(client, house, "s-14", query).headers["Location"] == "/admin/second-factor/"
    assert client.get("/admin/second-factor/").status_code == 200


def test_a_session_ends_with_its_token_where_the_house_says_so(
    client: Client, house: HouseProvider, settings: Settings
) -> None:
    house.know("s-16", **OFFICERS)
    house.falsify = saying(exp=int(time.time()) + 300)
    sign_on(client, house, "s-16")
    assert client.get("/admin/session/").json()["final"] is False
    trust(settings, is_bound=True)
    bound = Client()
    sign_on(bound, house, "s-16")
    state = bound.get("/admin/session/").json()
    assert (state["final"], state["seconds"] <= 300) == (True, True)
    session = bound.session
    session["ends_with_token"] = time.time() - 1
    session.save()
    assert bound.get("/admin/").headers["Location"].startswith("/admin/login/")


def test_a_log_out_ends_both_sessions_and_shows_the_provider_whose(client: Client, house: HouseProvider) -> None:
    house.know("s-17", **OFFICERS)
    sign_on(client, house, "s-17")
    assert "eyJ" not in str(client.session.items())  # the token is sealed
    answer = client.post("/admin/logout/")
    address = urlsplit(answer.headers["Refresh"].removeprefix("0; url="))
    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{house.url}/oauth2/end_session"
    assert query["post_logout_redirect_uri"] == "http://127.0.0.1:8000/admin/login/"
    assert query["id_token_hint"].startswith("eyJ")
    assert client.get("/admin/").status_code == 302


def test_a_log_out_there_ends_the_session_here_that_its_token_names(client: Client, house: HouseProvider) -> None:
    other, elsewhere = Client(), Client()
    for subject, browser, session in (("s-18", client, "one"), ("s-18", other, "two"), ("s-19", elsewhere, "three")):
        house.know(subject, groups=["wl-officers"], sid=session)
        sign_on(browser, house, subject)

    def send(**claims: Any) -> int:
        return Client().post(ENDED, {"logout_token": house.logout_token("watchlist", **claims)}).status_code

    old = int(time.time()) - 3600
    wrong: list[Claims] = [
        {"sid": "one", "aud": "another"},
        {"sid": "one", "iss": "https://id.elsewhere.example"},
        {"sid": "one", "iat": old},
        {"sid": "one", "iat": None},
        {"sid": "one", "jti": None},
        {"sid": "one", "events": {}},
        {"sid": "one", "nonce": "1"},
        {"sid": "one", "exp": old},
        {},
    ]
    assert [send(**claims) for claims in wrong] == [400] * len(wrong)
    house.key = RSAKey.generate_key(2048)
    assert send(sid="one") == 400
    house.key = None
    assert Session.objects.count() == 3
    assert send(sid="one") == 200
    assert [each.get("/admin/").status_code for each in (client, other, elsewhere)] == [302, 200, 200]
    assert send(sub="s-18") == 200
    assert [each.get("/admin/").status_code for each in (other, elsewhere)] == [302, 200]
    assert send(sub="s-19", sid="of another") == 200
    assert elsewhere.get("/admin/").status_code == 200


def test_an_account_of_before_is_linked_by_the_house_and_then_takes_no_password(
    client: Client, house: HouseProvider, anna: User, log_in: LogsIn
) -> None:
    log_in()
    link_account(user=anna, issuer=house.url, subject="s-20", actor="root")
    assert client.get("/admin/").status_code == 302
    assert log_in().status_code == 200
    house.know("s-20", groups=["wl-officers"], preferred_username="another")
    sign_on(client, house, "s-20")
    assert client.get("/admin/session/").json()["user"] == "officer"
    assert client.get("/admin/password_change/").headers["Location"] == "/admin/sessions/"


def test_where_log_in_here_is_closed_the_break_glass_account_alone_is_let_in_by_its_second_factor(
    client: Client, house: HouseProvider, settings: Settings, anna: User, log_in: LogsIn
) -> None:
    settings.LOG_IN_POLICY = replace(settings.LOG_IN_POLICY, is_local_open=False, break_glass="glass")
    glass = User.objects.create_superuser("glass", "", PASSWORD)
    page = client.get("/admin/login/").content.decode()
    assert "<details" in page.partition("Sign in with House ID")[2]
    assert "session-password" not in client.get("/admin/session/dialog/").content.decode()
    assert [log_in().status_code, log_in("glass").status_code] == [200, 200]  # it has no second factor yet
    assert not told("use_break_glass")
    device = authenticator_of(glass)
    assert log_in("glass").status_code == 302
    assert client.get("/admin/").headers["Location"].startswith("/admin/code/")
    client.post("/admin/code/", {"code": code_of(device)})
    assert client.get("/admin/").status_code == 200
    assert len(told("use_break_glass")) == 1
    house.know("s-21", **OFFICERS)
    assert sign_on(Client(), house, "s-21").status_code == 302
