"""The image, the compose file and the systemd unit fit each other, the settings, and least privilege."""

import configparser
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml

from bot.domain.server import Shards
from bot.settings import Settings

CHECKOUT = Path(__file__).parents[1]
DOCKERFILE = (CHECKOUT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = CHECKOUT / "compose.yaml"
UNIT = CHECKOUT / ".deploy" / "pressbox.service"
POSTGRES_COMPOSE = CHECKOUT / ".deploy" / "compose.postgres.yaml"
STATEFUL_SET = CHECKOUT / ".deploy" / "statefulset.yaml"


@pytest.fixture
def service() -> dict[str, str]:
    """What the unit says of the service."""
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(UNIT, encoding="utf-8")
    return dict(unit["Service"])


def test_only_settings_that_exist_are_set() -> None:
    """Every variable that a file for hosts sets is one of the documented settings."""
    known = set(re.findall(r"^#([A-Z_]+)=", (CHECKOUT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    files = [
        DOCKERFILE,
        *(path.read_text(encoding="utf-8") for path in (COMPOSE, UNIT, POSTGRES_COMPOSE, STATEFUL_SET)),
    ]
    named = {name for text in files for name in re.findall(r"\b(?:PRESSBOX|DISCORD)_[A-Z_]+", text)}
    assert named
    assert named <= known


def test_the_image_runs_without_rights() -> None:
    """The image's process isn't root, and keeps everything in the one volume."""
    users = re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE)
    assert users
    assert users[-1] not in {"root", "0"}
    database = PurePosixPath(re.findall(r"PRESSBOX_DATABASE=(\S+)", DOCKERFILE)[0])
    assert re.findall(r"^VOLUME (\S+)", DOCKERFILE, re.MULTILINE) == [str(database.parent)]


def test_the_image_s_health_is_asked_for_where_it_is_served() -> None:
    """The health check asks the address that the image serves it on."""
    address = re.findall(r"PRESSBOX_MONITORING=(\S+)", DOCKERFILE)[0]
    assert f"http://{address}/healthz" in DOCKERFILE


@pytest.mark.parametrize(
    ("path", "name"), [(COMPOSE, "pressbox"), (POSTGRES_COMPOSE, "first"), (POSTGRES_COMPOSE, "second")]
)
def test_compose_takes_rights_away(path: Path, name: str) -> None:
    """The container's root is read-only, it has no capabilities and gets none, and its volume is the image's."""
    service = yaml.safe_load(path.read_text(encoding="utf-8"))["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    (volume,) = service["volumes"]
    assert volume.partition(":")[2] == re.findall(r"^VOLUME (\S+)", DOCKERFILE, re.MULTILINE)[0]


def _settings(environment: dict[str, str]) -> Settings:
    return Settings.load({"PRESSBOX_DATABASE": "postgresql://database/pressbox"} | environment)


def _check_every_shard_is_served_once(parts: Sequence[Shards | None]) -> None:
    served = [number for part in parts if part for number in range(part.first, part.last + 1)]
    assert sorted(served) == list(range(16))
    assert {part.count for part in parts if part} == {16}


def test_compose_with_postgresql_serves_every_shard_once() -> None:
    """Its two bots share the shards and the database, and each has a volume of its own."""
    compose = yaml.safe_load(POSTGRES_COMPOSE.read_text(encoding="utf-8"))
    bots = [compose["services"][name] for name in ("first", "second")]
    _check_every_shard_is_served_once([_settings(bot["environment"]).shards for bot in bots])
    assert len({bot["environment"]["PRESSBOX_DATABASE"] for bot in bots}) == 1
    assert {bot["volumes"][0].partition(":")[0] for bot in bots} | {"database"} == compose["volumes"].keys()


@pytest.fixture
def stateful_set() -> dict[str, Any]:
    """The StatefulSet, whose pods the service beside it finds; `.ci/run` holds both to Kubernetes' own schemas."""
    service, found = yaml.safe_load_all(STATEFUL_SET.read_text(encoding="utf-8"))
    assert found["spec"]["serviceName"] == service["metadata"]["name"]
    labels = found["spec"]["template"]["metadata"]["labels"]
    assert found["spec"]["selector"]["matchLabels"] == service["spec"]["selector"] == labels
    return dict(found)


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell here")
def test_the_pods_serve_every_shard_once(stateful_set: dict[str, Any]) -> None:
    """Each works its shards out of its number, as a shell does."""
    (container,) = stateful_set["spec"]["template"]["spec"]["containers"]
    line = container["args"][0].replace("exec pressbox run", "echo $PRESSBOX_SHARDS")
    parts = []
    for number in range(stateful_set["spec"]["replicas"]):
        command = [*container["command"], line]
        printed = subprocess.check_output(command, env={"NUMBER": str(number)}, text=True)  # noqa: S603
        parts.append(_settings({"PRESSBOX_SHARDS": printed.strip()}).shards)
    _check_every_shard_is_served_once(parts)


def test_a_pod_has_no_rights_and_outlives_its_database(stateful_set: dict[str, Any]) -> None:
    """It isn't root, writes only its volumes, takes secrets from one, and isn't restarted for the database's sake."""
    pod = stateful_set["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    volumes = {each["name"] for each in pod["volumes"]}
    volumes |= {each["metadata"]["name"] for each in stateful_set["spec"]["volumeClaimTemplates"]}
    assert {each["name"] for each in container["volumeMounts"]} == volumes
    secret = {each["name"] for each in container["env"] if "secretKeyRef" in each.get("valueFrom", ())}
    assert secret == {"DISCORD_TOKEN", "PRESSBOX_DATABASE"}
    assert "healthz" not in str(container["livenessProbe"])


def test_the_unit_takes_rights_away(service: dict[str, str]) -> None:
    """The service is nobody, sees a read-only system, and writes only its state, where the database is."""
    assert service["DynamicUser"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    assert f"PRESSBOX_DATABASE=/var/lib/{service['StateDirectory']}/" in service["Environment"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_understands_the_unit() -> None:
    """Systemd finds nothing wrong with the unit but that Pressbox isn't installed where it says."""
    found = subprocess.run(["systemd-analyze", "verify", UNIT], capture_output=True, text=True, check=False)  # noqa: S603, S607
    complaints = [line for line in (found.stdout + found.stderr).splitlines() if line.strip()]
    assert [line for line in complaints if "is not executable" not in line] == []
