"""Applications that seem to do the same, as pages: who sees which, what a verdict does, and the way
to one instead of several."""

import pytest
from django.urls import reverse

from lumbung.core.models import AuditEntry, Role
from lumbung.kit.errors import RefusedError
from lumbung.planning import actions, queries
from lumbung.planning.models import ApplicationVerdict, Need
from lumbung.registry.tests.factories import make_agency, make_application, make_user

pytestmark = pytest.mark.django_db


def make_pair(**fields):
    health, office = make_agency(), make_agency()
    return (
        make_application(health, name="Stok obat", function="Persediaan obat puskesmas", **fields),
        make_application(
            office, name="SIM Farmasi", function="Persediaan obat puskesmas", **fields
        ),
    )


def found(viewer):
    return queries.duplicates(viewer)


def post(client, page, key, **data):
    return client.post(reverse(f"planning:{page}", args=[key]), data)


def test_group_tells_what_merging_saves_only_where_renewals_are_known():
    viewer = make_user(Role.CIO)
    first, second = make_pair()
    (group,) = found(viewer)
    assert group.applications == (first, second) and group.could_save_idr is None
    type(first).objects.filter(pk=first.pk).update(renewal_idr=30_000_000)
    assert found(viewer)[0].could_save_idr is None
    type(first).objects.filter(pk=second.pk).update(renewal_idr=20_000_000)
    assert found(viewer)[0].could_save_idr == 20_000_000


def test_what_is_out_of_use_stands_in_no_group():
    make_pair(state="inactive")
    assert found(make_user(Role.CIO)) == []


def test_not_the_same_is_kept_and_can_be_thought_over(client):
    client.force_login(make_user(Role.INTEGRATOR))
    make_pair()
    (group,) = found(make_user(Role.CIO))
    post(client, "duplicate-judge", group.key, verdict="different")
    assert found(make_user(Role.CIO)) == []
    verdict = ApplicationVerdict.objects.get()
    assert AuditEntry.objects.filter(action="judge-applications").exists()
    page = client.get(reverse("planning:duplicates"))
    assert page.context["apart"] == [verdict]
    post(client, "verdict-forget", verdict.pk)
    assert len(found(make_user(Role.CIO))) == 1


def test_the_same_leads_to_a_need_for_one(client):
    client.force_login(make_user(Role.INTEGRATOR))
    first, second = make_pair()
    (group,) = found(make_user(Role.CIO))
    form = client.get(reverse("planning:one-instead", args=[group.key])).context["form"]
    assert first.name in form.initial["note"] and second.name in form.initial["note"]
    data = {"name": "Satu persediaan obat", "agency": first.owner_id, "note": "Menggantikan dua"}
    response = post(client, "one-instead", group.key, **data)
    need = Need.objects.get()
    assert response.url == reverse("planning:need", args=[need.pk])
    assert (need.name, need.agency, need.state) == (data["name"], first.owner, "stated")
    assert found(make_user(Role.CIO))[0].is_same
    assert post(client, "one-instead", group.key, name="").status_code == 200
    assert Need.objects.count() == 1


def test_agency_sees_its_own_only_and_judges_nothing(client):
    officer = make_user(Role.AGENCY)
    client.force_login(officer)
    make_pair()
    page = client.get(reverse("planning:duplicates"))
    assert page.status_code == 200 and "Stok obat" not in page.content.decode()
    for name in ("Parkir A", "Parkir B"):
        make_application(officer.agency, name=name, function="Retribusi parkir")
    (group,) = found(officer)
    assert {each.name for each in group.applications} == {"Parkir A", "Parkir B"}
    assert post(client, "duplicate-judge", group.key, verdict="same").status_code == 403
    with pytest.raises(RefusedError):
        actions.tell_apart(group.applications, by=officer)
    assert not ApplicationVerdict.objects.exists()


def test_key_that_is_no_group_is_not_found(client):
    client.force_login(make_user(Role.CIO))
    make_pair()
    for key in ("1-2-3", "x", "9999999"):
        assert post(client, "duplicate-judge", key, verdict="same").status_code == 404


def test_fields_of_work_are_counted_with_what_stands_in_groups():
    make_pair()
    make_application(name="Zzz")
    viewer = make_user(Role.AUDITOR)
    rows = {row.function: row for row in queries.field_counts(viewer, found(viewer))}
    assert (rows["health"].count, rows["health"].doubled, rows["health"].share) == (2, 2, 100)
    assert (rows["other"].count, rows["other"].doubled) == (1, 0)


def test_an_inventory_of_179_is_one_page_with_few_questions(client, django_assert_max_num_queries):
    owner = make_agency()
    for number in range(179):
        make_application(owner, name=f"Aplikasi {number}", function=f"Urusan {number % 60} parkir")
    client.force_login(make_user(Role.CIO))
    with django_assert_max_num_queries(20):
        assert client.get(reverse("planning:duplicates")).status_code == 200
