"""The service as it is installed: nginx with the site of `deploy/`, and a process server on a socket that stays."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import urllib3

from tests.serving import Served, free_port, prepared, wait_until_ready
from tests.waiting import wait_for
from watchlist.engine.host import ROOT

HOST = "watchlist.example.org"
DEPLOY = ROOT / "deploy" / "nginx"
LIKE_SYSTEMD = 'fd=$1; shift; LISTEN_FDS=1 LISTEN_PID=$$ exec "$@" 3<&"$fd"'
"""A program is handed its listening socket as the third file, and told that this is meant for it."""
MAIN = """
daemon off; pid {here}/nginx.pid; worker_processes 1; error_log {here}/nginx.log; {user}
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {here}/body; proxy_temp_path {here}/proxy; fastcgi_temp_path {here}/fastcgi;
    uwsgi_temp_path {here}/uwsgi; scgi_temp_path {here}/scgi;
    include {here}/watchlist.conf;
}}
"""


@dataclass(slots=True)
class Front:
    """A service behind nginx: ports of the two, and the process server, which may be ended and started again."""

    service: Served
    plain: int
    tls: int
    listening: socket.socket
    web: subprocess.Popen[bytes] | None = None

    def start_web(self) -> None:
        """Start the process server on the socket."""
        fd = self.listening.fileno()
        gunicorn = (sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py")
        asked = {
            "WATCHLIST_DEBUG": "false",
            "WATCHLIST_WEB_WORKERS": "1",
            "WATCHLIST_ALLOWED_HOSTS": f"{HOST},127.0.0.1",
        }
        environment = {**self.service.environment, **asked}
        with (self.service.build / "server.log").open("ab") as log:
            self.web = subprocess.Popen(
                ("bash", "-c", LIKE_SYSTEMD, "bash", str(fd), *gunicorn),
                cwd=ROOT,
                env=environment,
                pass_fds=(fd,),
                stdout=log,
                stderr=log,
            )

    def stop_web(self) -> None:
        """End the process server as systemd does."""
        assert self.web is not None
        self.web.terminate()
        assert self.web.wait(timeout=75) == 0

    def ask(self, method: str, path: str, source: str = "127.0.0.1", **asked: Any) -> urllib3.BaseHTTPResponse:
        """Ask the site over TLS from an address of this machine, as who trusts its certificate does."""
        pool = urllib3.HTTPSConnectionPool(
            "127.0.0.1",
            self.tls,
            ca_certs=str(self.service.build / "site.pem"),
            assert_hostname=HOST,
            server_hostname=HOST,
            source_address=(source, 0),
        )
        asked["headers"] = {"Host": HOST, **asked.get("headers", {})}
        with pool:
            return pool.request(method, path, redirect=False, retries=False, timeout=120, **asked)

    def ask_inside(self, path: str, headers: dict[str, str]) -> urllib3.BaseHTTPResponse:
        """Ask the process itself, as who is on its machine may."""
        return urllib3.request("GET", f"{self.service.url}{path}", headers=headers, redirect=False, timeout=120)


@contextmanager
def behind_nginx(build: Path) -> Iterator[Front]:
    """Serve the law of the seeds behind nginx, under TLS, until the block ends."""
    need_nginx()
    with prepared(build, static=True) as service, socket.socket() as listening:
        listening.bind(("127.0.0.1", int(service.url.rpartition(":")[2])))
        listening.listen(128)
        front = Front(service, free_port(), free_port(), listening)
        with site_of(front):
            front.start_web()
            try:
                assert front.web is not None
                wait_until_ready(service.url, front.web)
                yield front
            finally:
                front.stop_web()


def need_nginx() -> None:
    """Skip a test where no nginx is installed: CI must have one."""
    if not shutil.which("nginx"):
        assert "CI" not in os.environ, "nginx is missing"
        pytest.skip("no nginx here: only CI must have one")


@contextmanager
def site_of(front: Front, longest_wait: str = "") -> Iterator[None]:
    """Run nginx with the site in front of whatever listens there, or of nothing, for which it waits so long."""
    need_nginx()
    _write_site(front, longest_wait)
    with _nginx(front.service.build):
        yield


def _write_site(front: Front, longest_wait: str) -> None:
    here = front.service.build
    subject = ("-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}")
    made = ("-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", *subject)
    written = ("-keyout", str(here / "site.key"), "-out", str(here / "site.pem"))
    subprocess.run(("openssl", "req", *made, *written), check=True, capture_output=True)
    (here / "snippets").mkdir()
    shutil.copy(DEPLOY / "watchlist-headers.conf", here / "snippets")
    upstream = (DEPLOY / "watchlist-upstream.conf").read_text(encoding="utf-8")
    served = front.service.url.removeprefix("http://")
    assert upstream.count("server 127.0.0.1:8000") == 1
    (here / "snippets" / "watchlist-upstream.conf").write_text(upstream.replace("127.0.0.1:8000", served))
    lines = (DEPLOY / "watchlist.conf").read_text(encoding="utf-8").splitlines()
    site = "\n".join(line for line in lines if "listen [::]" not in line)
    for told, own in {
        "listen 80;": f"listen 127.0.0.1:{front.plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{front.tls} ssl;",
        "/etc/ssl/watchlist/fullchain.pem": str(here / "site.pem"),
        "/etc/ssl/watchlist/privkey.pem": str(here / "site.key"),
        "/var/cache/nginx/watchlist": str(here / "cache"),
        "/var/log/nginx/watchlist.log": str(here / "site.log"),
    }.items():
        assert site.count(told) == 1, told
        site = site.replace(told, own)
    if longest_wait:
        site = re.sub(r"(proxy_(?:send|read)_timeout) \d+s;", rf"\1 {longest_wait};", site)
    (here / "watchlist.conf").write_text(site, encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (here / "nginx.conf").write_text(MAIN.format(here=here, user=user), encoding="utf-8")


@contextmanager
def _nginx(here: Path) -> Iterator[None]:
    command = ("nginx", "-p", str(here), "-c", str(here / "nginx.conf"), "-e", str(here / "nginx.log"))
    tested = subprocess.run((*command, "-t"), capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    assert "[warn]" not in tested.stderr
    process = subprocess.Popen(command)
    try:
        # The trial above leaves the file of the process id empty; it is written once nginx listens.
        wait_for(lambda: (here / "nginx.pid").stat().st_size > 0 and process.poll() is None, "nginx listens")
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)
