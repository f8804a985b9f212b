"""People for tests. `make_agency` is here too, for an officer needs one; core knows agencies only
through the foreign key of its user."""

from itertools import count
from typing import Any

from lumbung.core.models import ApiToken, Role, User

PASSWORD = "sheaf-of-rice-7"
_numbers = count(1)


def make_agency(name: str = "", **fields: Any) -> Any:
    number = next(_numbers)
    fields.setdefault("slug", f"agency-{number}")
    kind: Any = User._meta.get_field("agency").related_model
    return kind.objects.create(name=name or f"Dinas {number}", **fields)


def make_user(role: Role = Role.CIO, agency: Any = None, **fields: Any) -> User:
    """A person who can sign in with the password of `PASSWORD`; agency officers get an agency."""
    if role == Role.AGENCY and agency is None:
        agency = make_agency()
    fields.setdefault("username", f"{role}-{next(_numbers)}")
    return User.objects.create_user(role=role, agency=agency, password=PASSWORD, **fields)


def make_token(user: User, name: str = "test") -> str:
    """A working API token of the user's, to be sent as `Authorization: Bearer …`."""
    token = ApiToken.new_token()
    ApiToken.objects.create(user=user, name=name, digest=ApiToken.digest_of(token))
    return token
