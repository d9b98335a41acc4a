"""Single sign-on in a browser, as `make demo-oidc` serves it: to the provider and back, out of both, and not let in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import violations
from tests.browser.conftest import NEEDS_BROWSER
from tests.browser.house import PHONE, WIDE, Walkers, fits
from tests.demo_oidc import environment, people
from tests.entry.house_provider import house_provider
from tests.serving import Served, prepared, running

pytestmark = [pytest.mark.walks, NEEDS_BROWSER]


@dataclass(frozen=True, slots=True)
class Trusting(Served):
    """A service that trusts a provider beside it."""

    provider: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of every process."""
        own = Served.environment.fget(self)  # type: ignore[attr-defined]  # a dataclass with slots has no super()
        return {**environment(self.provider, self.url.rpartition(":")[2]), **own}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trusting]:
    build = tmp_path_factory.mktemp("sign-on")
    with pytest.MonkeyPatch.context() as patched, house_provider(people()) as provider:
        patched.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        with prepared(build, static=False) as plain:
            service = Trusting(plain.url, plain.build, plain.database, provider=provider.url)
            with running(service):
                yield service


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_an_officer_goes_to_the_provider_and_back_and_out_of_both(
    browser: Browser, house: Trusting, width: int
) -> None:
    walkers = Walkers(browser, house)
    page = walkers.walk("ines", width=width, logged_in=False)
    page.goto("/admin/screen/")
    assert not violations(page)
    assert fits(page)
    page.get_by_role("link", name="Sign in with House ID").click()
    page.get_by_role("button", name="ines").click()
    expect(page).to_have_url(f"{house.url}/admin/screen/")
    page.evaluate("document.querySelector('#logout-form').requestSubmit()")
    page.wait_for_url(f"{house.provider}/oauth2/end_session**")
    page.get_by_role("button").first.click()
    page.wait_for_url(f"{house.url}/admin/login/**")
    page.goto("/admin/")
    expect(page).to_have_url(f"{house.url}/admin/login/?next=/admin/")
    others = [fault for fault in walkers.faults if house.provider not in fault]
    walkers.close()
    assert not others


def test_who_has_no_role_is_told_whom_to_ask(browser: Browser, house: Trusting) -> None:
    walkers = Walkers(browser, house)
    page = walkers.walk("nora", width=PHONE, logged_in=False)
    page.goto("/admin/login/")
    page.get_by_role("link", name="Sign in with House ID").click()
    page.get_by_role("button", name="nora").click()
    expect(page.locator("main")).to_contain_text("Ask: whoever started this demo.")
    expect(page.locator("main code")).to_have_text("nora")
    assert not violations(page)
    assert fits(page)
    walkers.close()
