"""What can go wrong when the catalogue is read or written."""

from lumbung.kit.errors import DocumentInvalid, gettext_noop


class RecipeInvalid(DocumentInvalid):
    """A recipe whose parts contradict one another."""

    code = "recipe-invalid"
    message = gettext_noop("The adoption recipe has %(count)s problems.")
    hint = gettext_noop("Mend the places named and save again; nothing was stored.")
