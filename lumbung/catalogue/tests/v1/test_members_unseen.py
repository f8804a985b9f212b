"""Who is a member of a hub is told to peers alone: /v1 names a member only by what it lets out."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from lumbung.catalogue.models import Catalog, FeedItem

pytestmark = pytest.mark.django_db


def names(client: Client) -> list[str]:
    answer = client.get("/v1/catalogs", {"all": "true"})
    assert answer.status_code == 200
    return [row["alternativeId"] for row in answer.json()["data"]]


def make_item(member: Catalog, **fields: object) -> FeedItem:
    return FeedItem.objects.create(
        origin=member.alternative_id,
        kind=FeedItem.Kind.ENTRY,
        public_id=uuid4(),
        sequence=1,
        catalog=member,
        updated_at=timezone.now(),
        item={},
        **fields,
    )


def test_member_of_whom_nothing_is_shown_is_not_named(client: Client) -> None:
    member = Catalog.objects.create(
        alternative_id="32.11",
        name="Kabupaten Sumedang",
        driver=Catalog.Driver.PEER,
        state=Catalog.State.KNOWN,
        public_key="key",
    )
    assert names(client) == []
    assert client.get("/v1/catalogs/32.11").status_code == 404
    item = make_item(member, is_for_all=True, may_relay=False)
    assert names(client) == []
    FeedItem.objects.filter(pk=item.pk).update(may_relay=True)
    assert names(client) == ["32.11"]
