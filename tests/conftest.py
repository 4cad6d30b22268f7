"""Options, and the stack that all tests of a run share."""

import gc
import random
from collections.abc import Iterator

import pytest

from tests.support.stack.harness import RunningStack, needs_emulators, start_stack, stop_stack


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("chaos", "`./dev test chaos`: how much is sent and broken")
    chance = random.SystemRandom().randrange(10**6)
    group.addoption("--chaos-seed", type=int, default=chance, help="repeats a run's faults; random unless given")
    group.addoption("--chaos-comments", type=int, default=1_500)
    group.addoption("--chaos-seconds", type=float, default=1.5, help="how long a fault that lasts does last")


# Garbage collection is off during imports, and imported objects are frozen afterwards. This cuts the processor time of
# the unit tests, the shortest run, from 6.4 to 5 seconds.
gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_report_header(config: pytest.Config) -> str:
    return f"chaos seed: {config.getoption('--chaos-seed')}"


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    needs_emulators()
    running = start_stack(tmp_path_factory.mktemp("stack"), "--trace")
    yield running
    stop_stack(running)


@pytest.fixture(scope="session")
def token(stack: RunningStack) -> str:
    return stack.token()


@pytest.fixture
def calm(stack: RunningStack) -> Iterator[RunningStack]:
    """The shared stack; resets the model's faults after the test."""
    yield stack
    stack.faults()
