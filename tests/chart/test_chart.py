"""The chart: what Helm renders of it is valid, restricted, and says of the service what is so."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings as service

from config.env import env
from tests.chart.rendered import CHART, PAGE, first_values, helm, pods, rendered
from tests.deploy.environment import graceful_seconds
from tests.deploy.locks import PROJECT
from watchlist.api.urls import urlpatterns

pytestmark = pytest.mark.image
PODS = {"setup", "web", "beat", "backup", "worker-interactive", "worker-batch", "worker-lists", "worker-rescreen"}
PROFILE = {"type": "RuntimeDefault"}
RESTRICTED = {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}
TOUCHED = [
    ("image.digest=", "image.tag=1.0.0"),
    ("secrets.email.name=mail", "secrets.owner.name=owner", "secrets.databaseAuthority.name=authority"),
    ("backup.claim=", "ingress.enabled=false", "networkPolicy.enabled=false"),
    ("networkPolicy.database.cidr=10.1.0.0/16", "networkPolicy.from=null", "settings.WATCHLIST_REQUIRE_TOTP=all"),
]


@pytest.fixture(scope="module")
def objects() -> list[dict[str, Any]]:
    return rendered()


def test_it_is_linted_strictly() -> None:
    assert "0 chart(s) failed" in helm("lint", "--strict")


@pytest.mark.parametrize("chosen", [(), *TOUCHED], ids="|".join)
def test_every_object_is_one_of_kubernetes(chosen: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "objects.yaml").write_text(yaml.safe_dump_all(rendered(*chosen)))
    for version in ("1.29", "1.37"):
        command = ("kubernetes-validate", "--strict", "-k", version, str(tmp_path / "objects.yaml"))
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("without", ["host", "trustedProxies", "secrets", "image"])
def test_what_must_be_said_is_asked_for(without: str) -> None:
    values = {name: value for name, value in yaml.safe_load(first_values()).items() if name != without}
    assert without in helm("template", values=yaml.safe_dump(values), expect=1)


def test_what_is_misspelt_is_refused() -> None:
    assert "replica" in helm("template", values=f"{first_values()}web: {{replica: 3}}\n", expect=1)


def test_every_part_is_there_once(objects: list[dict[str, Any]]) -> None:
    assert {name.removeprefix("watchlist-") for name, _, _ in pods(objects)} == PODS
    kinds = {each["kind"] for each in objects}
    assert kinds >= {"Deployment", "Job", "CronJob", "Service", "Ingress", "NetworkPolicy", "PodDisruptionBudget"}


def test_each_pod_is_restricted_and_holds_no_key_of_the_cluster(objects: list[dict[str, Any]]) -> None:
    for name, _, spec in pods(objects):
        assert spec["automountServiceAccountToken"] is False, name
        own = spec["securityContext"]
        assert (own["runAsNonRoot"], own["runAsUser"], own["seccompProfile"]) == (True, 10001, PROFILE)
        assert [each["securityContext"] for each in spec["containers"]] == [RESTRICTED], name
        assert not {"hostNetwork", "hostPID", "hostIPC"} & set(spec), name


def test_secrets_are_files_that_are_named_and_stand_in_no_environment(objects: list[dict[str, Any]]) -> None:
    for name, _, spec in pods(objects):
        (container,) = spec["containers"]
        assert all("value" in each for each in container["env"]), name
        named = {each["value"].rpartition("/")[2] for each in container["env"] if each["name"].endswith("_FILE")}
        (volume,) = (each for each in spec["volumes"] if each["name"] == "secrets")
        sources = volume["projected"]["sources"]
        assert named <= {item["path"] for each in sources for item in each["secret"]["items"]}, name
    assert not [each for each in objects if each["kind"] == "Secret"]


def test_variables_are_those_that_the_service_reads(objects: list[dict[str, Any]]) -> None:
    named = {each["name"] for _, _, spec in pods(objects) for part in spec["containers"] for each in part["env"]}
    assert named - {"PGOPTIONS"} <= set(env.scheme)


def test_each_queue_has_a_worker_that_says_whether_it_hears(objects: list[dict[str, Any]]) -> None:
    workers = {name: spec["containers"][0] for name, _, spec in pods(objects) if "worker" in name}
    taken = {each["args"][each["args"].index("--queues") + 1] for each in workers.values()}
    assert taken == set(service.CELERY_TASK_QUEUES)
    assert all("livenessProbe" not in each and "exec" in each["readinessProbe"] for each in workers.values())


def test_probes_ask_what_the_service_answers_under_its_name(objects: list[dict[str, Any]]) -> None:
    (web,) = (spec for name, _, spec in pods(objects) if name.endswith("-web"))
    asked = [web["containers"][0][f"{kind}Probe"]["httpGet"] for kind in ("startup", "readiness", "liveness")]
    assert [each["path"] for each in asked] == ["/api/v1/readyz", "/api/v1/readyz", "/api/v1/healthz"]
    assert {str(each.pattern) for each in urlpatterns} >= {"readyz", "healthz"}
    assert {each["httpHeaders"][0]["value"] for each in asked} == {"watchlist.example.org"}
    assert web["terminationGracePeriodSeconds"] > graceful_seconds()


def test_what_selects_pods_finds_those_of_its_part_alone(objects: list[dict[str, Any]]) -> None:
    labels = {name: labels for name, labels, _ in pods(objects)}
    for each in objects:
        spec = each["spec"]
        wanted = {
            "Service": lambda spec=spec: spec["selector"],
            "NetworkPolicy": lambda spec=spec: spec["podSelector"]["matchLabels"],
        }.get(each["kind"], lambda spec=spec: spec.get("selector", {}).get("matchLabels", {}))()
        found = {name for name, own in labels.items() if wanted.items() <= own.items()}
        if wanted:
            name = each["metadata"]["name"]
            assert found == (set(labels) if each["kind"] == "NetworkPolicy" and name == "watchlist" else {name}), name


def test_one_beat_and_a_set_up_before_the_rest(objects: list[dict[str, Any]]) -> None:
    by_name = {(each["kind"], each["metadata"]["name"]): each for each in objects}
    beat = by_name["Deployment", "watchlist-beat"]["spec"]
    assert (beat["replicas"], beat["strategy"]) == (1, {"type": "Recreate"})
    hooks = by_name["Job", "watchlist-setup"]["metadata"]["annotations"]
    assert hooks["helm.sh/hook"] == "pre-install,pre-upgrade"


def test_the_chart_is_of_this_version_and_the_page_names_its_secrets() -> None:
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text(encoding="utf-8"))
    assert chart["appVersion"] == PROJECT["version"]
    made = {word for line in PAGE.splitlines() if "create secret" in line for word in line.split()}
    secrets = yaml.safe_load(first_values())["secrets"]
    assert {each["name"] for each in secrets.values()} <= made
