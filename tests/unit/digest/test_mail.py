"""The digest's mail reaches each recipient once, through retries and crashes."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from alumusic.adapters.memory import MemoryOutbox
from alumusic.domain.digest.delivery import DeliveryState
from alumusic.errors import Code, InvalidRequest, MailUnavailable, RecipientDeferred, RecipientRefused, TransientFailure
from alumusic.services.digest.mail_status import ShowMail
from tests.support.digest import WEEK
from tests.support.mail import LEASE, Killed, World

A, B, C = "a@exemplo.com", "b@exemplo.com", "c@exemplo.com"
DOWN = MailUnavailable("o servidor de correio não respondeu", Code.MAIL_UNAVAILABLE)
REFUSED = RecipientRefused("550 no such mailbox", Code.RECIPIENT_REFUSED)
LATER = RecipientDeferred("451 try again later", Code.RECIPIENT_DEFERRED)
SENT, PENDING, FAILED = DeliveryState.SENT, DeliveryState.PENDING, DeliveryState.FAILED


def test_everybody_gets_it_once_whatever_repeats() -> None:
    world = World(A, B, C)

    first = world.mail.start(WEEK)
    again = [world.mail.start(WEEK), world.mail.go_on()]

    assert (first.made, first.sent, first.failed) == (True, 3, 0)
    assert [ran.sent for ran in again] == [0, 0]
    assert sorted(world.handed) == [A, B, C]
    assert world.made == 1


def test_a_digest_that_was_made_before_is_mailed_too() -> None:
    world = World(A)
    world.make(WEEK)

    assert world.mail.start(WEEK)._asdict() == {"made": False, "sent": 1, "failed": 0}


def test_a_remake_is_not_mailed_again() -> None:
    world = World(A)
    world.mail.start(WEEK)
    world.make.again(WEEK, "chefe@alumusic.com")
    world.mail.start(WEEK)

    assert world.handed == [A]


def test_one_bad_address_does_not_stop_the_others() -> None:
    world = World(A, B, C)
    world.failures = {B: [REFUSED]}

    ran = world.mail.start(WEEK)

    assert (ran.sent, ran.failed) == (2, 1)
    assert world.states() == {A: SENT, B: FAILED, C: SENT}
    (trouble,) = ShowMail(MemoryOutbox(world.store)).outbox.troubled(WEEK.name, 9)
    assert (trouble.email, trouble.error, trouble.attempts) == (B, "550 no such mailbox", 1)


def test_a_deferred_delivery_is_retried_ever_more_rarely_and_given_up_after_two_days() -> None:
    world = World(A)
    world.failures = {A: [LATER] * 99}
    start = world.now
    world.mail.start(WEEK)
    tries = []
    while world.states() == {A: PENDING}:
        (one,) = world.store.deliveries.values()
        assert one.next_at is not None
        tries.append((one.next_at - start) / timedelta(minutes=1))
        world.now = one.next_at
        world.mail.go_on()

    assert tries[:4] == [5, 15, 35, 75]
    assert timedelta(hours=48) <= world.now - start < timedelta(hours=54)
    assert (world.states(), world.handed) == ({A: FAILED}, [])


def test_a_server_that_is_away_stops_the_run_and_nobody_is_left_out() -> None:
    world = World(A, B, C)
    first = min((A, B, C), key=lambda email: world.people.all()[[A, B, C].index(email)].id)
    world.failures = {first: [DOWN]}

    world.mail.start(WEEK)
    assert world.handed == []
    world.mail.go_on()
    assert len(world.handed) == 2
    world.now += timedelta(minutes=5)
    world.mail.go_on()

    assert sorted(world.handed) == [A, B, C]


def test_a_recipient_who_left_meanwhile_gets_nothing() -> None:
    world = World(A, B, C)
    world.failures = {email: [LATER] for email in (A, B, C)}
    world.mail.start(WEEK)
    ids = {one.email: one.id for one in world.people.all()}
    world.people.unsubscribe(ids[A])
    world.people.remove(ids[B])
    world.now += timedelta(minutes=5)

    world.mail.go_on()

    assert world.handed == [C]
    assert world.states() == {A: DeliveryState.CANCELLED, B: DeliveryState.CANCELLED, C: SENT}


def test_a_person_who_unsubscribed_before_is_in_no_mailing() -> None:
    world = World(A, B)
    world.people.unsubscribe(world.people.all()[0].id)

    world.mail.start(WEEK)

    assert world.states() == {B: SENT}


def test_a_run_ends_in_time_and_the_next_goes_on() -> None:
    world = World(*(f"p{n}@exemplo.com" for n in range(5)))

    def take_a_minute() -> None:
        world.now += timedelta(seconds=60)

    world.meanwhile = take_a_minute
    ran = [world.mail.start(WEEK), world.mail.go_on()]

    assert [one.sent for one in ran] == [3, 2]


def test_a_letter_is_begun_only_while_half_of_the_claim_is_left() -> None:
    world = World(A)
    world.mail.start(WEEK)

    assert world.seconds == [LEASE.total_seconds() / 2]


def test_a_week_that_has_not_ended_opens_no_mailing() -> None:
    world = World(A)

    with pytest.raises(InvalidRequest):
        world.mail.start(WEEK.back(-1))

    assert world.store.mailings == {}


STEPS = [("unfilled", 1), ("add", 1), ("filled", 1), ("due", 1), ("due", 2), *(("replace", n) for n in range(1, 7))]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("step", "nth"), STEPS)
def test_killed_at_any_step_nobody_is_left_out(step: str, nth: int, after: bool) -> None:
    """If the run dies between sending and recording, the recipient gets the same Message-ID again."""
    world = World(A, B, C)
    live = world.outbox.at_step
    world.outbox.at_step = dying_at(step, nth, after=after)

    with pytest.raises(Killed):
        world.mail.start(WEEK)
    world.outbox.at_step = live
    world.now += LEASE
    world.mail.go_on()

    before_the_note = step == "replace" and nth % 2 == 0 and not after
    assert set(world.states().values()) == {SENT}
    assert set(world.handed) == {A, B, C}
    assert len(world.handed) == 3 + before_the_note
    assert world.made == 1


def dying_at(step: str, nth: int, *, after: bool) -> Callable[[str, Callable[[], Any]], Any]:
    """An `at_step` hook that raises Killed at the nth call of a step, before or after the step is stored."""
    calls = count(1)

    def at_step(name: str, call: Callable[[], Any]) -> Any:
        if name != step or next(calls) != nth:
            return call()
        if after:
            call()
        raise Killed

    return at_step


def test_killed_while_the_digest_is_made_the_next_run_makes_it() -> None:
    world = World(A)
    kills = [Killed()]

    def die_once() -> None:
        if kills:
            raise kills.pop()

    world.while_writing = die_once
    with pytest.raises(Killed):
        world.mail.start(WEEK)

    assert world.mail.go_on()._asdict() == {"made": True, "sent": 1, "failed": 0}


def test_a_store_that_fails_after_the_letter_is_taken_leaves_it_to_a_later_run() -> None:
    world = World(A)
    failing = [False, True]

    def fail_the_second_replace(name: str, call: Callable[[], Any]) -> Any:
        if name == "replace" and failing and failing.pop(0):
            raise TransientFailure("o banco de dados não respondeu", Code.STORE_UNAVAILABLE)
        return call()

    world.outbox.at_step = fail_the_second_replace
    with pytest.raises(TransientFailure):
        world.mail.start(WEEK)
    world.mail.go_on()
    assert world.handed == [A]  # claimed: not due yet
    world.now += LEASE
    world.mail.go_on()

    assert world.states() == {A: SENT}


def test_two_runs_at_once_share_the_work() -> None:
    world = World(A, B, C)

    def run_too() -> None:
        world.meanwhile = lambda: None
        world.mail.go_on()

    world.meanwhile = run_too
    world.mail.start(WEEK)

    assert sorted(world.handed) == [A, B, C]


def test_the_mail_of_a_week_shows_sent_pending_and_troubled_deliveries() -> None:
    world = World(A, B)
    world.failures = {B: [LATER]}
    show = ShowMail(world.outbox)

    before = show.of_week(WEEK.name), show.newest()
    world.mail.start(WEEK)
    standing = show.newest()

    assert before == (None, None)
    assert standing is not None
    assert (standing.week, standing.counts[SENT], standing.counts[PENDING]) == (WEEK.name, 1, 1)
    assert [one.email for one in standing.troubled] == [B]
