"""What the common licences come down to, in one sentence: a help for reading, no legal advice.
Named after the families that the Open Source Initiative and SPDX speak of; others are not
described."""

from lumbung.kit.errors import gettext_noop

NETWORK = gettext_noop(
    "Free to use and change; whoever runs a changed version for others must give them its source."
)
COPYLEFT = gettext_noop(
    "Free to use and change; whoever passes on a changed version must pass on its source, too."
)
WEAK = gettext_noop(
    "Free to use and change; changes of its own files must stay free when they are passed on."
)
PERMISSIVE = gettext_noop("Free to use and change, for every purpose; the notice must stay.")
PUBLIC = gettext_noop("Free to use and change without any condition.")
_FAMILIES = {
    "AGPL-": NETWORK,
    "EUPL-": NETWORK,
    "GPL-": COPYLEFT,
    "LGPL-": WEAK,
    "MPL-": WEAK,
    "EPL-": WEAK,
    "MIT": PERMISSIVE,
    "Apache-": PERMISSIVE,
    "BSD-": PERMISSIVE,
    "ISC": PERMISSIVE,
    "CC0-": PUBLIC,
    "Unlicense": PUBLIC,
    "0BSD": PUBLIC,
}


def licence_sentence(expression: str) -> str:
    """A message id; empty for a licence of no known family, and for several licences at once."""
    if any(sign in expression for sign in " ()"):
        return ""
    for beginning, sentence in _FAMILIES.items():
        if expression.startswith(beginning):
            return sentence
    return ""
