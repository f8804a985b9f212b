"""`lumbung catalogue`: reading other nodes, bundle files, and the node's key."""

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lumbung.catalogue.actions.keys import change_key
from lumbung.catalogue.domain.federation.fingerprint import fingerprint
from lumbung.catalogue.domain.kept_errors import read_error
from lumbung.catalogue.federation.bundles import import_bundle, read_bundle, write_bundle
from lumbung.catalogue.federation.own_node import stated_address
from lumbung.catalogue.federation.pulling import pull
from lumbung.catalogue.models import Catalog
from lumbung.kit.errors import LumbungError, NotFoundError, gettext_noop


class AddressMissing(LumbungError):
    code = "address-missing"
    message = gettext_noop("The address of this node is not known.")
    hint = gettext_noop("Set LUMBUNG_SITE_URL; the bundle's card names it.")


class NotRead(LumbungError):
    code = "not-read"
    message = gettext_noop("%(code)s was not read: %(reason)s")


def add_to(commands: Any) -> None:
    reading = _add(commands, "read-peer", read_peer, "read another node now")
    reading.add_argument("code", help="its region's code, e.g. 32.11")
    reading.add_argument("--full", action="store_true", help="compare everything, not only news")
    given = _add(commands, "export-bundle", export_bundle, "write what an audience may see")
    given.add_argument("file", type=Path, help="NAME.zip")
    given.add_argument("--for", dest="audience", default="", help="region's code; default: all")
    taken = _add(commands, "import-bundle", take_bundle, "take in another node's bundle file")
    taken.add_argument("file", type=Path)
    taken.add_argument(
        "--key-compared",
        metavar="WORDS",
        default="",
        help="the words of its key, as that region read them to you; needed the first time",
    )
    _add(commands, "change-key", new_key, "give the node a new key, signed for by the old one")


def _add(commands: Any, name: str, handler: Any, text: str) -> ArgumentParser:
    parser: ArgumentParser = commands.add_parser(name, help=text)
    parser.set_defaults(handler=handler)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser


def read_peer(*, code: str, full: bool, **options: Any) -> dict[str, Any]:
    peer = Catalog.objects.filter(driver=Catalog.Driver.PEER, alternative_id=code).first()
    if peer is None:
        raise NotFoundError(kind="peer", key=code)
    counts = pull(peer.pk, full=full)
    peer.refresh_from_db()
    if counts is None:
        raise NotRead(code=code, reason="it is not active, or is being read right now")
    if peer.last_error:
        kept = read_error(peer.last_error)
        raise NotRead(code=code, reason=kept["message"] % kept["facts"])
    return asdict(counts)


def export_bundle(*, file: Path, audience: str, **options: Any) -> dict[str, Any]:
    if not stated_address():
        raise AddressMissing
    content = write_bundle(audience, address=stated_address(), by=None)
    file.write_bytes(content)
    return {"bytes": len(content)}


def take_bundle(*, file: Path, key_compared: str, **options: Any) -> dict[str, Any]:
    with file.open("rb") as stream:
        bundle = read_bundle(stream)
    words = fingerprint(bundle.card.public_key)
    is_compared = key_compared.lower().split() == words.split()
    return asdict(import_bundle(bundle, is_compared=is_compared, by=None))


def new_key(**options: Any) -> dict[str, Any]:
    return {"key": fingerprint(change_key(by=None))}
