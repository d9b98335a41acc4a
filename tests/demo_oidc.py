"""`make demo-oidc`: the service with single sign-on, and a provider beside it that knows five people."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Final

from oidc_provider_mock import User

from tests.entry.house_provider import house_provider
from watchlist.engine.host import ROOT

PEOPLE: Final = {
    "ines": ("Ines", "wl-officers"),
    "omar": ("Omar", "wl-second"),
    "cora": ("Cora", "wl-curators"),
    "lena": ("Lena", "wl-leads"),
    "nora": ("Nora", "canteen"),
}
ROLES: Final = "wl-officers=Officers,wl-second=Second officers,wl-curators=Curators,wl-leads=Compliance leads+Auditors"


def environment(provider: str, port: str) -> dict[str, str]:
    """Return the environment of a service on a port of this machine that trusts a provider beside it."""
    return {
        **os.environ,
        "WATCHLIST_DEBUG": "true",
        "WATCHLIST_SITE_URL": f"http://127.0.0.1:{port}",
        "WATCHLIST_OIDC_ISSUER": provider,
        "WATCHLIST_OIDC_NAME": "House ID",
        "WATCHLIST_OIDC_CLIENT_ID": "watchlist",
        "WATCHLIST_OIDC_CLIENT_SECRET": "of-the-demo",
        "WATCHLIST_OIDC_ROLES": ROLES,
        "WATCHLIST_OIDC_CONTACT": "whoever started this demo",
        "WATCHLIST_OIDC_SECOND_FACTOR": "amr=mfa",
    }


def people() -> list[User]:
    """Return who is known at the provider: an officer, a second one, a curator, a lead, and one without a role."""
    return [
        User(
            sub=name,
            claims={
                "preferred_username": name,
                "given_name": given,
                "email": f"{name}@house.example",
                "groups": [group],
                "amr": ["pwd", "mfa"],
            },
        )
        for name, (given, group) in PEOPLE.items()
    ]


def main(port: str) -> int:
    """Serve until it is stopped, and return the status of the server."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # of the provider: it serves plain HTTP on this machine
    with house_provider(people()) as house:
        known = f"House ID at {house.url} knows {', '.join(PEOPLE)}: the last has no role."
        print(f"{known} http://127.0.0.1:{port}/", flush=True)
        command = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
        try:
            return subprocess.run(command, cwd=ROOT, env=environment(house.url, port), check=False).returncode
        except KeyboardInterrupt:
            return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
