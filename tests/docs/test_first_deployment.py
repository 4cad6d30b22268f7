"""The guide to the first deployment refers to existing commands and files, and lists the manual steps."""

import re

import pytest

from local.stack.config import ROOT
from tests.support.infra.roles import BUDGET, of_role
from tests.support.infra.terraform import blocks
from tests.support.stack.harness import dev
from tools.preflight import Finding

PAGE = (ROOT / "docs" / "first-deployment.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", [PAGE, OPERATIONS], ids=["first-deployment.md", "operations.md"])
def test_roles_that_no_project_can_give_are_named(text: str) -> None:
    assert all(permission in of_role(role) for role, permission in BUDGET.items())
    assert all(role in text for role in BUDGET)


@pytest.mark.parametrize("verb", sorted(set(re.findall(r"\./dev (\w+)", PAGE))))
def test_a_verb_is_one_that_there_is(verb: str) -> None:
    assert dev(verb, "--help").returncode == 0


def test_variables_and_outputs_are_those_of_the_tree() -> None:
    outputs = {name for block in blocks("output") for name in block}
    variables = {name for block in blocks("variable") for name in block}
    shown = PAGE.partition("```hcl")[2].partition("```")[0]

    assert set(re.findall(r"terraform -chdir=infra output (\w+)", PAGE + OPERATIONS)) <= outputs
    assert set(re.findall(r"^(\w+) += ", shown, re.MULTILINE)) <= variables


def test_what_is_missing_looks_as_the_page_shows_it() -> None:
    mend = "gcloud billing accounts list\ngcloud billing projects link P --billing-account=ACCOUNT"

    assert str(Finding("billing", "no account pays for the project", mend)) in PAGE
