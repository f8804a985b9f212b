"""publiccode.yml (https://github.com/publiccodeyml/publiccode.yml): the strict check, and the
lenient reading of what public bodies really publish."""

from lumbung.catalogue.domain.publiccode.facts import facts_of
from lumbung.catalogue.domain.publiccode.model import Publiccode
from lumbung.catalogue.domain.publiccode.reading import Reading, read_publiccode
from lumbung.catalogue.domain.publiccode.verdict import FILE, Verdict, check_publiccode

__all__ = [
    "FILE",
    "Publiccode",
    "Reading",
    "Verdict",
    "check_publiccode",
    "facts_of",
    "read_publiccode",
]
