"""The rules of the real tables, with an empty list of permissions unless a test gives one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from helpers import HOME, TODAY

from integrity.kernel.terms import load_terms
from integrity.redaction.check import load_rules
from integrity.redaction.gate import Rules

WORDS = load_terms(HOME / "data").words()


@pytest.fixture
def rules_with() -> Callable[[str], Rules]:
    return lambda allowances: load_rules(HOME, HOME, WORDS, TODAY, allowances)


@pytest.fixture
def rules(rules_with: Callable[[str], Rules]) -> Rules:
    return rules_with("")
