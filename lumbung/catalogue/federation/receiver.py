"""What a receiver of one kind of item is (kinds.KINDS names them all).

It is given only what has passed: signed by its origin, newer than what we have, of the right form.
It is called inside the transaction that stores the item. It raises ReferenceMissing where what the
item is about is not known here yet (it is then tried again after each reading), and any other
LumbungError for a body that it cannot take: the item is then refused and shown. It writes rows
whose `catalog` is `received.catalog` and whose `public_id` is `received.public_id`
(actions.copies.copy_of finds or makes them), and touches no row of another origin.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from lumbung.catalogue.models import Catalog


@dataclass(frozen=True, slots=True)
class Received:
    """What is known of an item that came in: `catalog` is the node that it comes from and that
    signed it, whoever gave it to us."""

    public_id: UUID
    catalog: Catalog
    origin: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Receiver:
    """`apply` takes a body in or over; `remove` takes away what came with an earlier one."""

    schema: type[BaseModel]
    apply: Callable[[Any, Received], None]
    remove: Callable[[Received], None]
