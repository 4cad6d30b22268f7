"""After any order of events, crashes and concurrent commits nothing is lost, counted twice or restored."""

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.support.store.machine import StoreMachine


def test_every_comment_is_counted_once_after_any_order_of_events() -> None:
    run_state_machine_as_test(StoreMachine, settings=settings(max_examples=60, stateful_step_count=30, deadline=None))
