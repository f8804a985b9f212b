"""Writes to people, their passwords and their API tokens. Who may call them is the caller's check
(Right.MANAGE_PEOPLE for others, Right.SIGNED_IN for oneself)."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from lumbung.core.audit import record_done
from lumbung.core.errors import LastCio, PersonInvalid
from lumbung.core.models import ApiToken, Role, User
from lumbung.kit.errors import Finding


@transaction.atomic
def create_person(fields: Mapping[str, Any], *, by: User | None, password: str = "") -> User:
    """A person with `username`, `role` and, for officers, `agency`. Without `password` nobody can
    sign in until a link made by `new_password_link` is used. Raises PersonInvalid."""
    user = User(**fields)
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    _store(user)
    record_done(by, "create-person", user, role=user.role, agency=str(user.agency or ""))
    return user


@transaction.atomic
def change_person(user: User, fields: Mapping[str, Any], *, by: User | None) -> User:
    """Raises PersonInvalid, or LastCio where no other active CIO would remain."""
    before = {name: getattr(user, name) for name in fields}
    for name, value in fields.items():
        setattr(user, name, value)
    _keep_a_cio(user)
    _store(user)
    changed = {name: str(fields[name]) for name in fields if before[name] != fields[name]}
    if changed:
        record_done(by, "change-person", user, **changed)
    return user


@transaction.atomic
def set_active(user: User, active: bool, *, by: User | None) -> User:
    """A deactivated person cannot sign in, and the tokens stop working. Raises LastCio."""
    user.is_active = active
    _keep_a_cio(user)
    user.save(update_fields=["is_active"])
    record_done(by, "activate-person" if active else "deactivate-person", user)
    return user


@transaction.atomic
def new_password_link(user: User, *, by: User | None) -> tuple[str, str]:
    """Ends the old password and every session, and returns (uid, token) of a link that sets a new
    one: once, within PASSWORD_RESET_TIMEOUT. The caller shows it and keeps it nowhere."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    record_done(by, "reset-password", user)
    return urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)


@transaction.atomic
def set_password(user: User, password: str) -> User:
    """The person's own choice, already validated."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record_done(user, "set-password", user)
    return user


@transaction.atomic
def issue_token(user: User, name: str) -> str:
    """A new key to the API; it cannot be read again."""
    token = ApiToken.new_token()
    ApiToken.objects.create(user=user, name=name, digest=ApiToken.digest_of(token))
    record_done(user, "issue-token", name)
    return token


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User) -> ApiToken:
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record_done(by, "revoke-token", token.name)
    return token


def _keep_a_cio(user: User) -> None:
    if user.is_active and user.role == Role.CIO:
        return
    was_cio = User.objects.filter(pk=user.pk, role=Role.CIO, is_active=True).exists()
    others = User.objects.filter(role=Role.CIO, is_active=True).exclude(pk=user.pk)
    if was_cio and not others.exists():
        raise LastCio(person=user.username)


def _store(user: User) -> None:
    try:
        user.full_clean()
    except ValidationError as error:
        raise PersonInvalid(
            Finding(key="" if name == "__all__" else name, message=text.replace("%", "%%"))
            for name, texts in error.message_dict.items()
            for text in texts
        ) from error
    user.save()
