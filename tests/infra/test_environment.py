"""Terraform sets every setting of a function, or the documentation states its default."""

from dataclasses import MISSING, fields

import pytest

from local.stack.config import FUNCTIONS, ROOT, source_folder
from tests.support.infra.settings import OF_THE_RUNTIME, settings_of
from tests.support.infra.terraform import local, named

DOCUMENTED = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def given(function: str) -> frozenset[str]:
    return named(function) | OF_THE_RUNTIME


@pytest.mark.parametrize("function", FUNCTIONS)
def test_terraform_sets_what_has_no_default(function: str) -> None:
    kind = settings_of(function)

    missing = {field.name.upper() for field in fields(kind) if field.default is MISSING} - given(function)

    assert not missing, (
        f"{kind.__name__} requires {', '.join(sorted(missing))}, which {function!r} is not given in the cloud: add it"
        f" to `environment` in infra/{function}.tf or, if it is secret, to `secrets` there and in infra/secrets.tf"
    )


@pytest.mark.parametrize("function", sorted({source_folder(function) for function in FUNCTIONS}))
def test_settings_that_terraform_does_not_set_are_documented(function: str) -> None:
    kind = settings_of(function)
    left = {field.name.upper() for field in fields(kind)} - given(function)

    silent = sorted(name for name in left if f"`{name}`" not in DOCUMENTED)

    assert not silent, (
        f"{kind.__name__} reads {', '.join(silent)}, which infra/{function}.tf does not set:"
        f" set it there, or add its default to the table of settings in docs/operations.md"
    )


@pytest.mark.parametrize("function", FUNCTIONS)
def test_terraform_sets_nothing_that_nobody_reads(function: str) -> None:
    known = {field.name.upper() for field in fields(settings_of(function))} | OF_THE_RUNTIME

    assert named(function) - known == set(), f"no setting of {function} reads it: see functions/alumusic/settings.py"


def test_secrets_are_given_as_secrets() -> None:
    secret = {"TOKEN_PRIVATE_KEY", "AUTHOR_HASH_KEY", "INVITATION_CODE", "GEMINI_API_KEY", "SMTP_PASSWORD", "REDIS_URL"}

    plain = {
        (name, variable)
        for name in FUNCTIONS
        for variable in secret
        if f"{variable} =" in str(local(name)["environment"])
    }

    assert plain == set()
