"""The Compose file defines the same stack as `./dev`, and each of its services starts with its own command."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from local.client import call
from local.stack.config import HOST, ROOT, Ports, State
from local.stack.parts import Options, parts
from tests.support.infra.compose import FILE, OURS, running, services
from tests.support.stack.harness import eventually, free_ports, needs_emulators

ERRANDS = {"topics", "welcome"}
FOREIGN = {"pubsub", "firestore", "redis"}
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_the_compose_file_has_every_part_of_the_stack(tmp_path: Path) -> None:
    named = {part.name for part in parts(Options(Ports.from_base(8080), State(tmp_path)))}
    mine = {name for name, one in services().items() if one["image"] == OURS} - ERRANDS - {"network"}

    assert mine == named - {"redis"}
    assert set(services()) == named | ERRANDS | FOREIGN | {"network"}
    assert {name: services()[name]["command"] for name in mine | ERRANDS} == {name: name for name in mine | ERRANDS}


def test_ports_are_those_of_dev() -> None:
    ports = Ports.from_base(8080)

    assert f":{ports.pubsub} " in services()["pubsub"]["command"]
    assert f":{ports.firestore} " in services()["firestore"]["command"]
    assert f"--port {ports.redis} " in services()["redis"]["command"]
    assert {one["environment"]["LOCAL_PORT"] for one in services().values() if "environment" in one} == {"8080"}


def test_only_the_gateway_is_reached_and_only_from_this_machine() -> None:
    published = {name: one["ports"] for name, one in services().items() if "ports" in one}
    elsewhere = {name for name, one in services().items() if one.get("network_mode") != "service:network"}
    listening = {name for name, one in services().items() if "LOCAL_LISTEN" in one.get("environment", {})}

    assert published == {"network": ["127.0.0.1:${LOCAL_PORT:-8080}:8080"]}
    assert elsewhere == {"network"}
    assert listening == {"gateway"}


def test_a_service_that_others_wait_for_has_a_health_check() -> None:
    awaited = {
        other
        for one in services().values()
        for other, needed in one.get("depends_on", {}).items()
        if needed["condition"] == "service_healthy"
    }

    assert {name for name in awaited if "healthcheck" not in services()[name]} == set()


def test_images_are_pinned_and_ours_runs_as_nobody_in_particular() -> None:
    images = {one["image"] for one in services().values()} - {OURS}
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)

    assert [image for image in [*images, *bases] if not re.search(r":\d+\.\d+", image)] == []
    assert re.search(r"^USER \d{4,}$", DOCKERFILE, re.MULTILINE)
    assert "--require-hashes -r requirements/local.txt" in DOCKERFILE
    assert all(one["cap_drop"] == ["ALL"] and one["read_only"] for one in services().values() if one["image"] == OURS)


def test_the_image_is_built_once() -> None:
    """Concurrent builds of one tag fail."""
    ours = {name: one for name, one in services().items() if one["image"] == OURS}

    assert {name for name, one in ours.items() if "build" in one} == {"network"}
    assert {one["pull_policy"] for name, one in ours.items() if name != "network"} == {"never"}
    assert all(one["network_mode"] == "service:network" for name, one in ours.items() if name != "network")


def test_the_image_takes_in_only_what_it_needs() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    copied = {word for line in re.findall(r"^COPY (?!--)(.+)$", DOCKERFILE, re.MULTILINE) for word in line.split()[:-1]}

    assert ignored[0] == "*"
    assert {path.split("/")[0] for path in copied} <= {line.lstrip("!").split("/")[0] for line in ignored}
    assert not any(line.startswith(("!.alumusic", "!tests", "!evals")) for line in ignored)


def test_compose_itself_takes_the_file() -> None:
    compose = shutil.which("docker-compose")
    if compose is None:
        pytest.skip("no docker-compose here")

    found = subprocess.run([compose, "-f", str(FILE), "config", "--quiet"], capture_output=True, text=True, check=False)

    assert found.returncode == 0, found.stderr


@pytest.mark.stack
def test_its_services_started_by_their_commands_classify_a_comment(tmp_path: Path) -> None:
    needs_emulators()
    ports = free_ports()
    base = f"http://{HOST}:{ports.gateway}"

    with running(ports, tmp_path) as logs:
        token = re.search(r"token  (\S+)", logs["welcome"].read_text())
        assert token
        sent = call("POST", f"{base}/api/comentarios", [{"texto": "que refrão lindo"}], token[1])
        batch = f"{base}/api/lotes/{sent.body['lote_id']}"
        settled = eventually(lambda: call("GET", batch, None, token[1]).body, lambda one: one["pendentes"] == 0, 60)
        report = eventually(lambda: call("GET", f"{base}/api/relatorio").status, lambda status: status == 200, 60)

    assert sent.status == 202
    assert (settled["classificados"], report) == (1, 200)
