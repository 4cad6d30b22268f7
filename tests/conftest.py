"""One stack for all the tests that need it."""

from collections.abc import Iterator

import pytest

from tests.harness import RunningStack, needs_emulators, start_stack, stop_stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    needs_emulators()
    running = start_stack(tmp_path_factory.mktemp("stack"))
    yield running
    stop_stack(running)


@pytest.fixture(scope="session")
def token(stack: RunningStack) -> str:
    return stack.token()


@pytest.fixture
def calm(stack: RunningStack) -> Iterator[RunningStack]:
    """The stack, with the model's faults taken back after the test."""
    yield stack
    stack.faults()
