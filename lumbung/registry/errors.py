"""What can go wrong when the registry is read or written."""

from lumbung.kit.errors import ConflictError, DocumentInvalid, NotFoundError, gettext_noop


class RowInvalid(DocumentInvalid):
    """A row that breaks the rules of its table; one finding a field."""

    code = "row-invalid"
    message = gettext_noop("%(count)s fields of %(file)s are not right.")
    hint = gettext_noop("Correct the fields named and save again; nothing was stored.")


class StillInUse(ConflictError):
    """A row that others point to cannot be deleted."""

    code = "still-in-use"
    message = gettext_noop("%(row)s is still used by %(count)s other entries.")
    hint = gettext_noop("Remove or move what depends on it first.")


class UploadExpired(NotFoundError):
    code = "upload-expired"
    message = gettext_noop("The uploaded file is no longer kept.")
    hint = gettext_noop("Upload it again; files wait two hours between the steps.")


class PreviewOutdated(ConflictError):
    """What would be stored is no longer what was shown."""

    code = "preview-outdated"
    message = gettext_noop("The registry has changed since the preview was made.")
    hint = gettext_noop("Look at the new preview and confirm again; nothing was stored.")


class ImportBlocked(ConflictError):
    code = "import-blocked"
    message = gettext_noop("%(count)s rows cannot be stored as they are.")
    hint = gettext_noop("Mend them in the file, or choose to leave these rows out.")
