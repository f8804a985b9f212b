"""No reader of the feed ever sees a number whose predecessor is still to come."""

import threading
from uuid import uuid4

import pytest
from django.db import connection, transaction

from lumbung.catalogue.actions.feed import publish_item
from lumbung.catalogue.domain.federation.audience import EVERYONE
from lumbung.catalogue.models import FeedItem, FeedState

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="SQLite lets one transaction write at a time anyway",
    ),
]
PATIENCE_S = 20


def publish(name: str) -> None:
    publish_item("entry", uuid4(), {"name": name}, audience=EVERYONE, may_relay=True)


def test_second_writer_waits_for_the_first():
    FeedState.objects.create(pk=1)
    first_has_written, first_may_end, second_has_ended = (threading.Event() for _ in range(3))

    def first() -> None:
        with transaction.atomic():
            publish("first")
            first_has_written.set()
            assert first_may_end.wait(PATIENCE_S)
        connection.close()

    def second() -> None:
        with transaction.atomic():
            publish("second")
        second_has_ended.set()
        connection.close()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert first_has_written.wait(PATIENCE_S)
    threads[1].start()
    assert not second_has_ended.wait(0.5)
    assert not FeedItem.objects.exists()
    first_may_end.set()
    for thread in threads:
        thread.join(PATIENCE_S)
    names = FeedItem.objects.order_by("sequence").values_list("sequence", "item")
    assert [(number, item["body"]["name"]) for number, item in names] == [
        (1, "first"),
        (2, "second"),
    ]
