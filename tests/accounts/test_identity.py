"""A person's e-mail, phone and names, at every school at once."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.test.utils import override_settings
from django.utils import timezone

from shared_apps.accounts.errors import DetailsRefused, DetailsTaken, PasswordWrong, SignInLocked
from shared_apps.accounts.models import OneTimeCode, User
from shared_apps.accounts.services import start_session
from shared_apps.accounts.services.identity import change_contact, change_names
from shared_apps.accounts.services.mails import mail_new_email
from shared_apps.accounts.services.new_email import confirm_new_email
from shared_apps.accounts.services.one_time import code_to_mail
from shared_apps.accounts.tasks import spread_person
from shared_apps.kernel.phones import PhoneInvalid
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.staff.models import StaffMember
from tenant_apps.students.models import Student
from tenants import context
from tests.factories import make_staff, make_student, make_user, owner_of
from tests.factories.people import PASSWORD
from tests.parallel import run_parallel


def session_of(user: User, school: Any, kind: str = "student") -> Any:
    return start_session(user=user, tenant_id=school.id, kind=kind, now=timezone.now()).session


def change(session: Any, **given: str) -> User:
    given = {"password": PASSWORD, "email": "new@people.example", "phone": "01022223333", **given}
    return change_contact(session=session, region="EG", now=timezone.now(), **given)


def prove(session: Any) -> User:
    """Type the code that waits for the person's new e-mail."""
    code = code_to_mail(code=OneTimeCode.objects.get(user=session.user, used_at=None))
    return confirm_new_email(session=session, code=code, now=timezone.now())


@pytest.fixture
def bob(in_alpha):
    student = make_student(username="bob")
    return SimpleNamespace(row=student, user=student.user, session=session_of(student.user, in_alpha))


def test_new_contact_is_the_persons_and_the_schools(in_alpha, bob):
    change(bob.session, email=" New@People.example ", phone="٠١٠ 2222 3333")
    assert User.objects.get(pk=bob.user.pk).email == "bob@people.example"
    prove(bob.session)
    stored = User.objects.get(pk=bob.user.pk)
    assert (stored.email, stored.phone) == ("new@people.example", "+201022223333")
    copy = Student.objects.get(pk=bob.row.pk)
    assert (copy.email, copy.phone, copy.username) == ("new@people.example", "+201022223333", "bob")


def test_other_schools_copy_it_after_the_commit(alpha, beta, django_capture_on_commit_callbacks):
    with context.enter(beta):
        carol = make_student(username="carol")
    with context.enter(alpha):
        make_staff(role="assistant", user=carol.user)
        session = session_of(carol.user, alpha, "staff")
        change(session)
        with django_capture_on_commit_callbacks() as waiting:
            prove(session)
        assert StaffMember.objects.get(user_id=carol.user.pk).email == "new@people.example"
    with context.enter(beta):
        assert Student.objects.get(pk=carol.pk).email == "carol@people.example"
    assert len(waiting) == 2  # the notice to the former address, the news to the schools
    with context.platform():
        assert spread_person(str(carol.user.pk)) == 2
    with context.enter(beta):
        copy = Student.objects.get(pk=carol.pk)
        assert (copy.email, copy.phone, copy.full_name) == (
            "new@people.example",
            "+201022223333",
            "Carol Tester",
        )


def test_wrong_password_changes_nothing_and_is_counted(bob):
    before = (bob.user.email, bob.user.phone)
    for _try in range(5):
        with pytest.raises(PasswordWrong) as refused:
            change(bob.session, password="wrong")
    assert refused.value.field == "password"
    with pytest.raises(SignInLocked):
        change(bob.session)
    stored = User.objects.get(pk=bob.user.pk)
    assert (stored.email, stored.phone) == before


def test_what_another_has_is_refused_by_field(in_alpha, bob):
    other = make_user(username="dana")
    with pytest.raises(DetailsTaken) as refused:
        change(bob.session, email="DANA@people.example", phone=other.phone)
    assert refused.value.fields == ("email", "phone")
    with override_settings(NEUTRAL_ANSWERS=True), pytest.raises(DetailsRefused):
        change(bob.session, email=other.email)
    with pytest.raises(PhoneInvalid):
        change(bob.session, phone="12")


def test_ones_own_details_are_not_taken(bob):
    change(bob.session, email=bob.user.email, phone=bob.user.phone)
    assert User.objects.get(pk=bob.user.pk).email == "bob@people.example"


def test_of_two_who_take_one_email_at_once_one_gets_it(committed, alpha):
    with context.enter(alpha):
        people = [make_student(username=name).user for name in ("bob", "dana")]
        sessions = [session_of(user, alpha) for user in people]
        for session in sessions:
            change(session, phone=session.user.phone)

    def take(session: Any) -> str:
        with context.enter(alpha):
            try:
                prove(session)
            except DetailsTaken as refusal:
                return ",".join(refusal.fields)
            return "has it"

    answers = run_parallel([lambda s=session: take(s) for session in sessions])
    assert sorted(answers) == ["email", "has it"]
    assert User.objects.filter(email="new@people.example").count() == 1


def test_former_address_is_told(bob):
    change(bob.session)
    prove(bob.session)
    User.objects.filter(pk=bob.user.pk).update(language="en")
    assert mail_new_email(user_id=str(bob.user.pk), former="bob@people.example") is True
    message = mail.outbox[-1]
    assert (message.to, message.subject) == (["bob@people.example"], "Your e-mail was changed")
    assert "new@people.example" in message.body
    assert mail_new_email(user_id="01234567-89ab-7def-8123-456789abcdef", former="x@y.example") is False


def test_owners_new_name_goes_to_the_staff_and_to_the_face_that_carried_it(in_alpha):
    owner = owner_of(in_alpha)
    TeacherProfile.objects.filter(user=owner).update(full_name=owner.full_name)
    change_names(user=owner, first_name="Alia", last_name="Nour")
    assert StaffMember.objects.get(user_id=owner.pk).full_name == "Alia Nour"
    assert TeacherProfile.objects.get(user=owner).full_name == "Alia Nour"
    TeacherProfile.objects.filter(user=owner).update(full_name="The Wave School")
    change_names(user=owner, first_name="", last_name="Said")
    assert User.objects.get(pk=owner.pk).full_name == "Alia Said"
    assert TeacherProfile.objects.get(user=owner).full_name == "The Wave School"


def test_names_at_a_school_are_the_schools_own(in_alpha, bob):
    Student.objects.filter(pk=bob.row.pk).update(full_name="Bobby")
    change_names(user=bob.user, first_name="Robert", last_name="")
    assert Student.objects.get(pk=bob.row.pk).full_name == "Bobby"
    assert User.objects.get(pk=bob.user.pk).updated_at - timezone.now() < timedelta(seconds=5)
