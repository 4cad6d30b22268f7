"""`./dev smoke` against the local stack: a batch passes, or the failed step is named."""

import re
import subprocess

import pytest

from tests.support.stack.harness import RunningStack, dev
from tools.smoke import Failed, Smoke

pytestmark = pytest.mark.stack

STEPS = (
    r" +\d+\.\d s  the report answers: (?:\d+ comments, of \S+|none was published yet)\n"
    r" +\d+\.\d s  batch \S+ is accepted\n"
    r" +\d+\.\d s  it is classified\n"
    r" +\d+\.\d s  it is on the report: \d+ comments, of \S+\n"
    r"the smoke test passed; its comment can be erased in the dashboard\n"
)


def smoke(url: str, token: str) -> subprocess.CompletedProcess[str]:
    return dev("smoke", "--url", url, "--token", token)


def test_a_batch_goes_through_and_each_step_says_its_time(stack: RunningStack, token: str) -> None:
    """Takes up to a minute, because it waits for the scheduler's next report."""
    done = smoke(stack.base, token)

    assert done.returncode == 0, done.stdout + done.stderr
    assert re.fullmatch(STEPS, done.stdout)


def test_a_token_that_nobody_issued_ends_at_the_batch(stack: RunningStack) -> None:
    done = smoke(stack.base, "of nobody")

    assert done.returncode == 1
    assert "failed: the batch was answered 401" in done.stderr


def test_an_outage_of_the_model_ends_at_the_classification(calm: RunningStack, token: str) -> None:
    calm.faults(rate_429=1.0)
    said: list[str] = []

    with pytest.raises(Failed, match=r"not classified after 3 s|ended as FALHOU"):
        Smoke(calm.base, token, said.append, pause=0.2, classified_within=3)()

    assert said[-1].endswith("is accepted")


def test_an_unreachable_site_is_named() -> None:
    done = smoke("http://127.0.0.1:9", "any")

    assert done.returncode == 1
    assert "failed: GET /api/relatorio" in done.stderr
