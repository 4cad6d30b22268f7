"""Settings are read once, and all errors are reported at once."""

from dataclasses import dataclass

import pytest

from alumusic.settings import ApiSettings, ClassifySettings, DigestSettings, IngestSettings, ReportSettings, Settings

COMPLETE = {
    "GOOGLE_CLOUD_PROJECT": "p",
    "TOKEN_PUBLIC_KEYS": "pem",
    "TOKEN_PRIVATE_KEY": "pem",
    "AUTHOR_HASH_KEY": "a key of thirty-two characters ok",
    "OIDC_AUDIENCE": "https://x",
    "OIDC_EMAIL": "a@b",
    "MAIL_FROM": "Resumo <a@b>",
    "PUBLIC_URL": "https://x",
    "UNSUBSCRIBE_KEY": "k",
}
NEEDED = {
    IngestSettings: ["GOOGLE_CLOUD_PROJECT", "TOKEN_PUBLIC_KEYS", "AUTHOR_HASH_KEY"],
    ClassifySettings: ["GOOGLE_CLOUD_PROJECT", "OIDC_AUDIENCE", "OIDC_EMAIL"],
    ReportSettings: ["GOOGLE_CLOUD_PROJECT", "OIDC_AUDIENCE", "OIDC_EMAIL"],
    DigestSettings: [
        "GOOGLE_CLOUD_PROJECT", "MAIL_FROM", "PUBLIC_URL", "UNSUBSCRIBE_KEY", "OIDC_AUDIENCE", "OIDC_EMAIL",
    ],
    ApiSettings: [
        "GOOGLE_CLOUD_PROJECT", "TOKEN_PUBLIC_KEYS", "AUTHOR_HASH_KEY", "UNSUBSCRIBE_KEY", "TOKEN_PRIVATE_KEY",
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", NEEDED)
def test_every_missing_variable_is_named_at_once(kind: type[Settings]) -> None:
    with pytest.raises(RuntimeError) as refusal:
        kind.from_env({})

    expected = "; ".join(f"{name} is missing" for name in NEEDED[kind])
    assert str(refusal.value) == f"{kind.__name__}: {expected}"


@pytest.mark.parametrize("kind", NEEDED)
def test_the_required_variables_are_enough(kind: type[Settings]) -> None:
    found = kind.from_env({name: COMPLETE[name] for name in NEEDED[kind]})

    assert found.google_cloud_project == "p"
    assert found.backend == "google"


def test_numbers_are_read_as_numbers() -> None:
    ingest = IngestSettings.from_env({**COMPLETE, "COMMENTS_PER_MESSAGE": "20", "MAX_BODY_BYTES": "5"})
    classify = ClassifySettings.from_env({**COMPLETE, "PRICE_IN_USD": "0.5"})

    assert (ingest.comments_per_message, ingest.max_body_bytes, classify.price_in_usd) == (20, 5, 0.5)


def test_unreadable_settings_are_named_beside_the_missing_ones() -> None:
    with pytest.raises(RuntimeError) as refusal:
        IngestSettings.from_env({"GOOGLE_CLOUD_PROJECT": "p", "AUTHOR_HASH_KEY": "k", "MAX_CHARACTERS": "muitos"})

    wrong = str(refusal.value)
    assert "TOKEN_PUBLIC_KEYS is missing" in wrong
    assert "MAX_CHARACTERS is not a valid int" in wrong


def test_a_field_that_no_variable_can_set_is_refused_when_its_class_is_defined() -> None:
    with pytest.raises(TypeError, match=r"Odd\.sides: no variable can be read as tuple"):

        @dataclass(frozen=True, kw_only=True)
        class Odd(Settings):
            sides: tuple[int, ...] = ()


def test_an_empty_variable_is_a_missing_one() -> None:
    with pytest.raises(RuntimeError, match="AUTHOR_HASH_KEY is missing"):
        IngestSettings.from_env({**COMPLETE, "AUTHOR_HASH_KEY": ""})


def test_an_empty_optional_variable_keeps_its_default() -> None:
    found = IngestSettings.from_env({**COMPLETE, "COMMENTS_TOPIC": "", "MAX_CHARACTERS": ""})

    assert (found.comments_topic, found.max_characters) == ("comments", 5_000)


def test_a_refusal_does_not_repeat_the_secret() -> None:
    with pytest.raises(RuntimeError) as refusal:
        IngestSettings.from_env({"AUTHOR_HASH_KEY": "segredo", "MAX_CHARACTERS": "segredo"})

    assert "segredo" not in str(refusal.value)


def test_lists_are_comma_separated_lower_case_names() -> None:
    found = ApiSettings.from_env({**COMPLETE, "ADMIN_EMAILS": " Ana@x.com, ,bia@x.com,"})

    assert found.names("admin_emails") == {"ana@x.com", "bia@x.com"}
    assert found.names("allowed_email_domains") == frozenset()


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("AUTHOR_HASH_KEY", "curta", "AUTHOR_HASH_KEY must have at least 32 characters"),
        ("INVITATION_CODE", "convite", "INVITATION_CODE must have at least 12 characters"),
        ("RETENTION_DAYS", "7", "RETENTION_DAYS must be 0 or at least 30"),
    ],
)
def test_an_unsafe_value_is_refused(name: str, value: str, complaint: str) -> None:
    with pytest.raises(RuntimeError, match=complaint):
        ApiSettings.from_env({**COMPLETE, name: value})
