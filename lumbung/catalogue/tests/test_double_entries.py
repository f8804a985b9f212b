"""Entries entered twice are proposed for merging, by name and by address."""

import pytest
from django.urls import reverse

from lumbung.catalogue.actions.entries import store_entry
from lumbung.catalogue.models import Entry
from lumbung.catalogue.queries.double_entries import double_entries
from lumbung.catalogue.tests.sharing_factories import make_peer
from lumbung.core.models import Role
from lumbung.registry.tests.factories import make_user

pytestmark = pytest.mark.django_db


def make_entry(name, url="", **fields):
    return store_entry({"name": name, "url": url, **fields}, by=None)


def test_one_name_twice_is_proposed_and_merged(client):
    client.force_login(make_user(Role.INTEGRATOR))
    first, second = make_entry("e-Office"), make_entry("E OFFICE")
    make_entry("Lain sama sekali")
    (double,) = double_entries()
    assert double.entries == (first, second) and not double.same_publisher
    assert (double.kept, double.merged) == (first, (second,))
    address = reverse("catalogue:entry-merge", args=[first.pk, second.pk])
    assert address in client.get(reverse("catalogue:entry-doubles")).content.decode()
    client.post(address)
    assert double_entries() == [] and Entry.objects.count() == 2


def test_the_entry_with_publiccode_is_the_one_to_keep():
    first, second = make_entry("Antrean"), make_entry("Antrean")
    Entry.objects.filter(pk=second.pk).update(publiccode_yml="name: Antrean")
    assert double_entries()[0].kept == second and double_entries()[0].merged == (first,)


def test_one_address_at_two_origins_is_shown_and_not_merged():
    url = "https://code.example/office"
    own = make_entry("Kantor", url)
    other = store_entry({"name": "Office", "url": url}, catalog=make_peer(), by=None)
    (double,) = double_entries()
    assert set(double.entries) == {own, other} and double.kept is None
    assert double.address.endswith("code.example/office")


@pytest.mark.parametrize("role", [Role.AGENCY, Role.AUDITOR])
def test_only_those_who_edit_offers_see_the_list(client, role):
    client.force_login(make_user(role))
    assert client.get(reverse("catalogue:entry-doubles")).status_code == 403
