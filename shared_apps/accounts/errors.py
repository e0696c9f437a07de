"""Why an identity is refused something."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import InvalidInput, Kind, Refusal, Text


class CredentialsWrong(Refusal):
    code = "credentials_wrong"
    kind = Kind.UNAUTHENTICATED
    message = _("The name or the password is not right.")


class CredentialsMissing(Refusal):
    code = "credentials_missing"
    message = _("Email and password are required.")


class SignInLocked(Refusal):
    """Too many wrong passwords; `retry_after` says in how many seconds the next try counts."""

    code = "sign_in_locked"
    kind = Kind.LOCKED
    message = _("Too many wrong tries. Please wait and try again.")


class RefreshMissing(Refusal):
    code = "refresh_missing"
    kind = Kind.UNAUTHENTICATED
    message = _("Refresh token not found")


class RefreshInvalid(Refusal):
    code = "refresh_invalid"
    kind = Kind.UNAUTHENTICATED
    message = _("Invalid or expired refresh token")


class SessionKindWrong(Refusal):
    """A refresh token of another kind of session (a student's at the teachers' address, or the reverse)."""

    code = "session_kind_wrong"
    kind = Kind.UNAUTHENTICATED
    message = _("Invalid or expired refresh token")


class UsernameInvalid(Refusal):
    code = "person_username_invalid"
    field = "username"
    message = _("Use 3 to 30 letters, digits, dots, hyphens or underscores.")


class PasswordWrong(Refusal):
    code = "password_wrong"
    message = _("Old password is incorrect")


class PasswordsDiffer(Refusal):
    code = "passwords_differ"
    field = "password"
    message = _("Passwords don't match")


class EmailUnknown(Refusal):
    code = "email_unknown"
    field = "email"
    message = _("User with this email does not exist.")


class CodeEmailUnknown(Refusal):
    code = "code_email_unknown"
    field = "email"
    message = _("Invalid email")


class CodeWrong(Refusal):
    code = "code_wrong"
    field = "otp"
    message = _("Invalid OTP")


class CodeExpired(Refusal):
    code = "code_expired"
    field = "otp"
    message = _("OTP expired")


class DetailsTaken(InvalidInput):
    """Somebody has this e-mail, phone or username already; `fields` says which."""

    code = "details_taken"
    WORDS: dict[str, Text] = {
        "email": _("Email already exists"),
        "phone": _("Phone already exists"),
        "username": _("Username already exists"),
    }

    def __init__(self, *, fields: Iterable[str]) -> None:
        self.fields = tuple(fields)
        super().__init__({field: [self.WORDS[field]] for field in self.fields})


class ContactMissing(Refusal):
    """Without e-mail and phone nobody could ever be reached, or sign in but by a username."""

    code = "contact_missing"
    field = "email"
    message = _("Give an e-mail or a phone.")


class EmailStays(Refusal):
    """An e-mail is replaced by another one, never by none."""

    code = "email_stays"
    field = "email"
    message = _("This field is required.")


class ResetNotByDesk(Refusal):
    """The account has another way to a new password, or is not this school's alone."""

    code = "reset_not_by_desk"
    kind = Kind.CONFLICT
    message = _("A school cannot give this account a new password. Please ask the platform's support.")


class ResetLinkOver(Refusal):
    """Not known, used, replaced or too old; nobody is told which."""

    code = "reset_link_over"
    kind = Kind.MISSING
    message = _("This link cannot be used any more. Ask your teacher for a new one.")


class HandOverInvalid(Refusal):
    code = "hand_over_invalid"
    message = _("This link has been used already or is too old.")


class DetailsRefused(Refusal):
    """The neutral form of `DetailsTaken`: does not say which detail is known."""

    code = "details_refused"
    message = _("An account cannot be made with these details.")


class FactorCodeWrong(Refusal):
    code = "factor_code_wrong"
    kind = Kind.UNAUTHENTICATED
    field = "code"
    message = _("This code is not right, or it has been used already. Wait for the next one.")


class FactorMissing(Refusal):
    """The person has no confirmed authenticator app."""

    code = "factor_missing"
    kind = Kind.CONFLICT
    message = _("Set up an authenticator app first.")


class FactorPresent(Refusal):
    code = "factor_present"
    kind = Kind.CONFLICT
    message = _("An authenticator app is set up already.")


class StepInvalid(Refusal):
    """The first step of a sign-in is missing or too long ago."""

    code = "step_invalid"
    kind = Kind.UNAUTHENTICATED
    message = _("That took too long. Please sign in again.")
