"""Who people are: one identity per person for the whole platform."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.models import KeyedModel, NumberField, TimedModel


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=username)


class User(AbstractBaseUser, PermissionsMixin, KeyedModel, TimedModel):
    """A person. What they are to a school (student, staff) is a row in that school's schema."""

    class Type(models.TextChoices):
        STUDENT = "student", _("student")
        TEACHER = "teacher", _("teacher")
        ADMIN = "admin", _("platform administrator")

    class Digits(models.TextChoices):
        LATIN = "latn", "012"
        ARABIC = "arab", "٠١٢"

    class Theme(models.TextChoices):
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")
        SYSTEM = "system", _("As the device")

    number = NumberField()
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    """Empty of students who gave only their phone."""
    # Null, not empty text: many may have none, and a number is somebody's only once.
    phone = models.CharField(_("phone"), max_length=16, null=True, blank=True)  # noqa: DJ001  (see above)
    """E.164."""
    username = models.CharField(_("username"), max_length=30)
    """Small letters."""
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    user_type = models.CharField(_("type"), max_length=10, choices=Type.choices, default=Type.STUDENT)
    avatar = models.ImageField(_("picture"), upload_to="public/avatars", max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    digits = models.CharField(
        _("digits"), max_length=4, choices=Digits.choices, default="", db_default="", blank=True
    )
    """Empty: as the school shows them."""
    theme = models.CharField(
        _("theme"), max_length=6, choices=Theme.choices, default="", db_default="", blank=True
    )
    """What the person chose last; a new device begins with it."""
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may use the operator console"), default=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email", "first_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="user_email_once_given"),
            models.UniqueConstraint(fields=["username"], name="user_username_once"),
            models.UniqueConstraint(fields=["phone"], name="user_phone_once"),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def slug(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.first_name


class Membership(KeyedModel):
    """Routing index: to which schools a person belongs. Rights and state are rows of the school."""

    class Role(models.TextChoices):
        STUDENT = "student", _("student")
        OWNER = "owner", _("owner")
        INSTRUCTOR = "instructor", _("instructor")
        ASSISTANT = "assistant", _("assistant")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    tenant = models.ForeignKey("tenants.Tenant", on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["user", "tenant"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id}"


class Session(KeyedModel):
    """One sign-in on one device. Ending the row ends every token that names it."""

    class Kind(models.TextChoices):
        STUDENT = "student", _("student")
        STAFF = "staff", _("staff")
        OPERATOR = "operator", _("operator")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    tenant = models.ForeignKey("tenants.Tenant", on_delete=models.CASCADE, null=True, related_name="sessions")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    current_jti = models.CharField(max_length=32)
    """Name of the refresh token that may be used next."""
    previous_jti = models.CharField(max_length=32, blank=True)
    rotated_at = models.DateTimeField()
    user_agent = models.CharField(max_length=300, blank=True)
    address = models.GenericIPAddressField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=20, blank=True)
    second_factor_at = models.DateTimeField(null=True)
    """When the person proved more than a password; operators' pages want it."""
    visitor_id = models.UUIDField(null=True)
    """The operator who looks at the school through this session of its owner."""

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        indexes = [
            models.Index(fields=["user"], name="session_live_of_user", condition=Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id}"


class OneTimeCode(KeyedModel):
    """A short code sent by mail; only its keyed hash is kept."""

    class Purpose(models.TextChoices):
        PASSWORD_RESET = "password_reset", _("password reset")
        NEW_EMAIL = "new_email", _("new e-mail")
        DESK_RESET = "desk_reset", _("password reset by the school")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="one_time_codes")
    tenant_id = models.UUIDField(null=True)
    """The school at which it was asked for; it is good nowhere else."""
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    target = models.EmailField(max_length=254, default="", db_default="", blank=True)
    """The address that a new e-mail's code proves; it is not the person's until then."""
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("one-time code")
        verbose_name_plural = _("one-time codes")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose"], condition=Q(used_at__isnull=True), name="one_time_code_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.user_id}"


class SecondFactor(KeyedModel, TimedModel):
    """A person's authenticator app. Its seed is kept encrypted."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_factor")
    seed = models.TextField()
    confirmed_at = models.DateTimeField(null=True)
    """Null until the first code came: until then it proves nothing."""
    latest_step = models.BigIntegerField(default=0)
    """The 30 seconds of the newest code that was taken: no code counts twice."""

    class Meta:
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")

    def __str__(self) -> str:
        return str(self.user_id)


class RecoveryCode(KeyedModel):
    """Stands in for the authenticator app once; only its keyed hash is kept."""

    factor = models.ForeignKey(SecondFactor, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        constraints = [models.UniqueConstraint(fields=["factor", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return str(self.factor_id)
