"""What a webhook's message says, how it is signed, and how long to wait after a failure.

Message and signature are those of publiccodeyml/open-catalog-api: a hint (what happened to which
thing, nothing of its content) and HMAC-SHA256 (RFC 2104) of the very bytes sent, in hexadecimal.
"""

import hmac
import json
from datetime import timedelta

SIGNATURE_HEADER = "X-Webhook-Signature"
DELIVERY_HEADER = "X-Webhook-Delivery"
LEAST_SECRET, MOST_SECRET = 16, 256
# Waits after each failure in a row; after one more the subscription is paused.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
GONE = 410  # the subscriber says that it will never be there again (RFC 9110, 15.5.11)


def message(event: str, subject: str) -> bytes:
    return json.dumps({"event": event, "subject": subject}, separators=(",", ":")).encode()


def signature(secret: str, body: bytes) -> str:
    return hmac.new(secret.encode(), body, "sha256").hexdigest()


def is_signed_by(secret: str, body: bytes, given: str) -> bool:
    """As a subscriber checks it, in constant time."""
    return hmac.compare_digest(signature(secret, body).encode(), given.encode())


def wait_after(failures: int) -> timedelta | None:
    """How long to wait after so many failures in a row (1, 2, …); None where it is enough."""
    return WAITS[failures - 1] if failures <= len(WAITS) else None


def is_accepted(status: int) -> bool:
    return 200 <= status <= 299
