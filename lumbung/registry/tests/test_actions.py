from datetime import date

import pytest

from lumbung.core.models import AuditEntry, Role
from lumbung.kit.errors import NotFoundError
from lumbung.registry import actions, queries
from lumbung.registry.errors import RowInvalid, StillInUse
from lumbung.registry.models import Agency, Server, StaffMember
from lumbung.registry.tests import factories as make

pytestmark = pytest.mark.django_db


def test_region_list_is_complete_and_loading_twice_changes_nothing():
    assert actions.load_regions() == actions.load_regions() == 552
    levels = queries.regions().values_list("level", flat=True)
    assert [list(levels).count(level) for level in ("provinsi", "kabupaten", "kota")] == [
        38,
        416,
        98,
    ]
    singkawang = queries.region("61.72")
    assert singkawang.parent.name == "Kalimantan Barat"


def test_unknown_region_is_not_found():
    with pytest.raises(NotFoundError):
        queries.region("99.99")


def test_budget_codes_belong_to_a_year_and_unverified_ones_are_marked():
    assert actions.load_budget_codes(2025) == actions.load_budget_codes(2025) == 31
    actions.load_budget_codes(2022)
    codes = queries.budget_codes()
    assert codes.filter(year=2022).count() == 1
    assert codes.get(year=2025, code="5.1.02").unverified
    assert not codes.get(year=2025, code="2.16.03").unverified


def test_create_or_update_is_safe_to_run_twice_and_records_only_changes():
    for name in ("Dinas Kesehatan", "Dinas Kesehatan", "Dinas Kesehatan dan KB"):
        actions.create_or_update_agency("dinkes", name=name)
    assert queries.agency("dinkes").name == "Dinas Kesehatan dan KB"
    assert list(AuditEntry.objects.values_list("action", flat=True)) == [
        "change-agency",
        "create-agency",
    ]
    assert AuditEntry.objects.first().facts["fields"] == ["name"]


def test_references_may_be_given_by_identifier():
    make.make_role(slug="programmer")
    leave = (date(2027, 3, 1), date(2027, 3, 5), "cuti")
    for _ in range(2):
        member = actions.create_or_update_staff_member(
            "p1", role="programmer", post="Pranata", decidays_per_week=30, absences=[leave]
        )
    assert [absence.reason for absence in member.absences.all()] == ["cuti"]
    with pytest.raises(NotFoundError):
        actions.create_or_update_staff_member("p2", role="no-such-role", post="x")


def test_unfit_row_names_every_field_and_stores_nothing():
    with pytest.raises(RowInvalid) as caught:
        actions.create_row(Server, {"slug": "not a slug", "name": ""}, by=None)
    assert {finding.key for finding in caught.value.findings} == {
        "slug",
        "name",
        "cpu_millicores",
        "memory_mib",
        "disk_gib",
    }
    assert not Server.objects.exists()
    assert not AuditEntry.objects.exists()


def test_broken_rule_across_fields_is_a_finding():
    with pytest.raises(RowInvalid):
        actions.create_or_update_fiscal_year(
            2027, spend_from=date(2027, 12, 1), spend_until=date(2027, 1, 1)
        )


def test_agency_with_officers_is_not_deleted():
    agency = make.make_agency()
    make.make_user(Role.AGENCY, agency)
    with pytest.raises(StillInUse):
        actions.delete_row(agency, by=None)
    assert Agency.objects.filter(pk=agency.pk).exists()


def test_server_with_applications_is_not_deleted():
    server = make.make_server()
    make.make_application(server=server)
    with pytest.raises(StillInUse):
        actions.delete_row(server, by=None)


def test_staff_member_is_deleted_with_absences():
    member = make.make_member()
    make.make_absence(member)
    actions.delete_row(member, by=None)
    assert not StaffMember.objects.exists()
    assert AuditEntry.objects.get().action == "delete-staffmember"


def test_service_is_changed_with_its_applications():
    first, second = make.make_application(), make.make_application()
    service = make.make_service()
    actions.change_row(service, {"applications": [first, second]}, by=None)
    actions.change_row(service, {"applications": [second]}, by=None)
    assert list(service.applications.all()) == [second]


def test_officer_sees_only_applications_of_the_own_agency():
    own, other = make.make_agency(), make.make_agency()
    mine = make.make_application(own)
    make.make_application(other)
    make.make_application(None)
    assert list(queries.applications(make.make_user(Role.AGENCY, own))) == [mine]
    assert queries.applications(make.make_user(Role.AUDITOR)).count() == 3
