"""The image, the compose file and the systemd unit fit each other, the settings, and least privilege."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path, PurePosixPath

import pytest
import yaml

CHECKOUT = Path(__file__).parents[1]
DOCKERFILE = (CHECKOUT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = CHECKOUT / "compose.yaml"
UNIT = CHECKOUT / ".deploy" / "pressbox.service"


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
    files = (DOCKERFILE, COMPOSE.read_text(encoding="utf-8"), UNIT.read_text(encoding="utf-8"))
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


def test_compose_takes_rights_away() -> None:
    """The container's root is read-only, it has no capabilities and gets none, and its volume is the image's."""
    service = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]["pressbox"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    (volume,) = service["volumes"]
    assert volume.partition(":")[2] == re.findall(r"^VOLUME (\S+)", DOCKERFILE, re.MULTILINE)[0]


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
