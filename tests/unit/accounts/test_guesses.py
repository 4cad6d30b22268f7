"""Limits of failed logins, and callers that they never lock out."""

from datetime import timedelta

import pytest

from alumusic.adapters.device_marks import DeviceMarks
from alumusic.adapters.tokens import TokenSigner, TokenVerifier
from alumusic.domain.accounts.session import Client, MarkedDevice
from alumusic.entrypoints.http import client_address
from alumusic.errors import AluMusicError, TooManyRequests
from tests.support.accounts import HERE, KEY, MARKS, PASSWORD, SIGNER, World
from tests.support.comments import AT


def fail(world: World, email: str = "ana@alumusic.com", client: Client = HERE) -> str:
    with pytest.raises(AluMusicError) as refusal:
        world.login(email, "senha errada", client)
    return refusal.value.code


def elsewhere(n: int) -> Client:
    return Client(f"198.51.100.{n}", "")


def test_an_account_takes_so_many_failures_from_whatever_address() -> None:
    world = World()
    world.register()

    codes = [fail(world, client=elsewhere(n)) for n in range(4)]

    assert codes == ["credenciais_invalidas"] * 3 + ["muitas_tentativas"]
    assert len(world.passwords.compared_with) == 3


def test_an_account_that_does_not_exist_is_throttled_alike() -> None:
    world = World()

    assert [fail(world, "ninguem@x.com", elsewhere(n)) for n in range(4)][-1] == "muitas_tentativas"


def test_the_right_password_does_not_pass_where_guesses_are_spent() -> None:
    world = World()
    world.register()
    for n in range(3):
        fail(world, client=elsewhere(n))

    with pytest.raises(TooManyRequests) as refusal:
        world.login(client=elsewhere(9))

    assert refusal.value.retry_after == 15 * 60  # AT is the start of a window


def test_a_window_later_attempts_are_fresh() -> None:
    world = World(now=AT + timedelta(minutes=14, seconds=59.5))
    world.register()
    for n in range(4):
        fail(world, client=elsewhere(n))

    world.now = AT + timedelta(minutes=15)

    assert world.login()


def test_success_is_not_counted() -> None:
    world = World()
    world.register()

    for _ in range(10):
        world.login()

    assert set(world.store.attempts.values()) == {0}


def test_an_address_takes_so_many_failures_over_all_accounts() -> None:
    world = World()

    codes = [fail(world, f"pessoa{n}@x.com") for n in range(6)]

    assert codes == ["credenciais_invalidas"] * 5 + ["muitas_tentativas"]


def test_failed_logins_of_others_do_not_lock_out_the_owners_device() -> None:
    world = World()
    world.register()
    mark = world.login().mark
    for _ in range(20):
        fail(world)  # even from the owner's own address

    assert world.login(client=Client(HERE.address, mark))


def test_a_marked_device_has_a_limit_of_its_own() -> None:
    world = World()
    world.register()
    marked = Client(HERE.address, world.login().mark)

    codes = [fail(world, client=marked) for _ in range(3)]

    assert codes == ["credenciais_invalidas"] * 2 + ["muitas_tentativas"]
    assert world.login(client=elsewhere(1))


def test_a_mark_counts_for_its_own_account_only() -> None:
    world = World()
    world.register()
    world.register("bia@alumusic.com")
    marked = Client(HERE.address, world.login("bia@alumusic.com").mark)

    codes = [fail(world, client=marked) for _ in range(4)]

    assert codes[-1] == "muitas_tentativas"
    assert fail(world, client=Client("198.51.100.7", marked.mark)) == "muitas_tentativas"


def foreign_marks() -> list[str]:
    verifier = TokenVerifier([KEY.public_key()], "alumusic-insights")
    device = MarkedDevice("d", "u")
    old = DeviceMarks(SIGNER, verifier).write(device, AT.replace(year=2020))
    other_issuer = DeviceMarks(TokenSigner(KEY, "outro"), verifier).write(device, AT.now(AT.tzinfo))
    sender = SIGNER.sign({"aud": "comentarios", "sub": "u", "jti": "d", "scope": ""}, AT.now(AT.tzinfo), 60)
    return ["", "x", "a.b.c", old, other_issuer, sender]


@pytest.mark.parametrize("mark", foreign_marks(), ids=["none", "word", "dots", "old", "issuer", "audience"])
def test_a_mark_that_is_not_ours_is_no_mark(mark: str) -> None:
    assert MARKS.read(mark) is None


def test_a_mark_is_read_as_written() -> None:
    device = MarkedDevice("d", "u")

    assert MARKS.read(MARKS.write(device, AT.now(AT.tzinfo))) == device


def test_the_current_password_is_guessed_no_oftener() -> None:
    world = World()
    world.register()
    caller = world.caller(world.login())

    codes = []
    for n in range(4):
        with pytest.raises(AluMusicError) as refusal:
            world.sessions.change_password(caller, "senha errada", "outra senha longa", elsewhere(n))
        codes.append(refusal.value.code)

    assert codes == ["senha_incorreta"] * 3 + ["muitas_tentativas"]
    assert world.login()  # another kind of attempt


def test_invitation_codes_are_guessed_no_oftener() -> None:
    world = World()

    codes = []
    for n in range(6):
        with pytest.raises(AluMusicError) as refusal:
            world.accounts.register(f"p{n}@gmail.com", PASSWORD, f"palpite-{n}", HERE)
        codes.append(refusal.value.code)

    assert codes == ["convite_necessario"] * 5 + ["muitas_tentativas"]


def test_counters_are_named_without_address_or_account() -> None:
    world = World()
    fail(world)

    assert len(world.store.attempts) == 2
    assert not any(HERE.address in name or "ana" in name for name in world.store.attempts)
    assert {name.rsplit("-", 1)[1] for name in world.store.attempts} == {str(int(AT.timestamp()) // 900)}


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("203.0.113.9", 1, "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9", 1, "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9, 10.0.0.1", 2, "203.0.113.9"),
        ("203.0.113.9", 2, "127.0.0.1"),
        (None, 1, "127.0.0.1"),
        ("", 1, "127.0.0.1"),
        (" , ,", 1, "127.0.0.1"),
        ("203.0.113.9", 0, "127.0.0.1"),
        ("lixo", 1, "127.0.0.1"),
        ("2001:db8:1:2:3::4", 1, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", 1, "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", 1, "203.0.113.9"),
    ],
)
def test_only_what_our_proxies_wrote_is_believed(forwarded: str | None, proxies: int, address: str) -> None:
    assert client_address(forwarded, "127.0.0.1", proxies) == address
