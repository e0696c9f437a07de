"""Who calls in most tests of this contract, by cookies; a file that needs others says so."""

from __future__ import annotations

import pytest

from tests.factories import make_course, make_student, owner_of


@pytest.fixture
def course(in_alpha):
    return make_course(title="Algebra")


@pytest.fixture
def student(in_alpha):
    return make_student(username="bob")


@pytest.fixture
def alice(api, in_alpha):
    """The owner of the school."""
    return api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff")


@pytest.fixture
def bob(api, in_alpha, student):
    """The student."""
    return api(school=in_alpha).sign_in(student.user)
