"""What holds for all tests."""

from hypothesis import HealthCheck, settings

# A busy machine is no failure: how long an example takes is not what these tests are about.
settings.register_profile("pressbox", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pressbox")
