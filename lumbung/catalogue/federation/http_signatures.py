"""Who asks is proven by HTTP message signatures (RFC 9421, Ed25519): over method, address and, with
a body, its digest (RFC 9530); good for a minute. The key's id is the node's code."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    algorithms,
)
from http_message_signatures.exceptions import HTTPMessageSignaturesException

from lumbung.kit.errors import LumbungError, gettext_noop

TAG = "lumbung-federation"
COVERED = ("@method", "@target-uri", "@authority")
VALID_FOR = timedelta(seconds=60)
CLOCKS_DIFFER_BY = timedelta(seconds=120)
KeyOf = Callable[[str], Ed25519PublicKey | None]


class SignatureRefused(LumbungError):
    code = "signature-invalid"
    message = gettext_noop("The request's signature is not valid: %(reason)s")
    hint = gettext_noop(
        "Compare the clocks of both nodes and the keys that both know; then try again."
    )


@dataclass(slots=True)
class Message:
    """A request, as the signature sees it."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proven:
    """Whose key signed, with the number that makes the request single."""

    key_id: str
    nonce: str
    expires: datetime


class _Keys(HTTPSignatureKeyResolver):
    def __init__(self, own: Ed25519PrivateKey | None, key_of: KeyOf) -> None:
        self._own, self._key_of = own, key_of

    def resolve_private_key(self, key_id: str) -> Ed25519PrivateKey:
        if self._own is None:
            raise KeyError(key_id)
        return self._own

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey | None:
        return self._key_of(key_id)


class _Verifier(HTTPMessageVerifier):
    max_clock_skew = CLOCKS_DIFFER_BY


def signed_headers(
    method: str, url: str, body: bytes, *, key_id: str, key: Ed25519PrivateKey
) -> dict[str, str]:
    """The headers that a request of ours carries. `url` is as it is sent, query and all."""
    message = Message(method, url, {"Content-Type": "application/json"} if body else {})
    now = datetime.now(UTC)
    _signer(key).sign(
        message,
        key_id=key_id,
        created=now,
        expires=now + VALID_FOR,
        nonce=secrets.token_urlsafe(16),
        tag=TAG,
        covered_component_ids=COVERED,
        body=body or None,
    )
    return message.headers


def verify(message: Message, body: bytes, *, key_of: KeyOf) -> Proven:
    """Raises SignatureRefused unless a key that `key_of` knows signed this very request just
    now."""
    verifier = _Verifier(signature_algorithm=algorithms.ED25519, key_resolver=_Keys(None, key_of))
    try:
        results = verifier.verify(
            message,
            max_age=VALID_FOR,
            expect_tag=TAG,
            require_components=COVERED,
            body=body,
        )
    except (InvalidSignature, HTTPMessageSignaturesException, ValueError) as error:
        raise SignatureRefused(reason=str(error)[:200]) from None
    if len(results) != 1:
        raise SignatureRefused(reason="it is not signed exactly once")
    parameters = results[0].parameters
    expires = parameters.get("expires")
    if not parameters.get("nonce") or not isinstance(expires, int):
        raise SignatureRefused(reason="nonce and expires are needed")
    # Its number is remembered until then, also of a stranger's request: not for years.
    if expires > (datetime.now(UTC) + VALID_FOR + CLOCKS_DIFFER_BY).timestamp():
        raise SignatureRefused(reason="it is made to hold for too long")
    return Proven(
        str(parameters["keyid"]),
        str(parameters["nonce"])[:100],
        datetime.fromtimestamp(expires, UTC),
    )


def _signer(key: Ed25519PrivateKey) -> HTTPMessageSigner:
    return HTTPMessageSigner(
        signature_algorithm=algorithms.ED25519, key_resolver=_Keys(key, lambda key_id: None)
    )
