"""What can go wrong with people and accounts."""

from lumbung.kit.errors import ConflictError, DocumentInvalid, gettext_noop


class PersonInvalid(DocumentInvalid):
    code = "person-invalid"
    message = gettext_noop("%(count)s fields of this person are not right.")
    hint = gettext_noop("Correct the fields named and save again; nothing was stored.")


class LastCio(ConflictError):
    """Without an active CIO nobody could manage people any more."""

    code = "last-cio"
    message = gettext_noop("%(person)s is the only active CIO.")
    hint = gettext_noop("Make another person CIO first.")
