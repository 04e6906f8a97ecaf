from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from credcenter.accounts.enums import Role
from credcenter.kernel import clock


class UserManager(BaseUserManager["User"]):
    """Users are known by their e-mail address; there is no user name."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    department = models.CharField(
        max_length=100, blank=True, help_text="Narrows a faculty member's approvals."
    )
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case"),)

    def __str__(self) -> str:
        return self.name or self.email


class RoleGrant(models.Model):
    """A role that a user holds."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=16, choices=Role.choices)
    granted_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "role"), name="role_granted_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="role_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class ApiToken(models.Model):
    """A key that software calls the interfaces with. Only a hash of it is kept, so it cannot be read back.

    It stands for a program and not for a person: what is done with it is recorded under its id.
    """

    token_sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100, blank=True, help_text="What it is for.")
    scopes = models.JSONField(default=list, help_text="What it may ask for: see enums.Scope.")
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="api_tokens"
    )
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(
        null=True, blank=True, help_text="To the minute: a busy token is not written at each call."
    )

    class Meta:
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return f"API token {self.pk} {self.name}".strip()

    @property
    def is_good(self) -> bool:
        """Neither revoked nor expired."""
        expired = self.expires_at is not None and self.expires_at <= clock.now()
        return self.revoked_at is None and not expired
