import json

import pytest
from django.core.management import CommandError, call_command

from lumbung.core.models import Role
from lumbung.registry import queries
from lumbung.registry.models import Agency
from lumbung.registry.tests import factories as make

pytestmark = pytest.mark.django_db


def run(capsys, *arguments):
    call_command("registry", *arguments)
    return capsys.readouterr().out.strip()


def test_lists_that_come_with_lumbung_are_loaded(capsys):
    assert run(capsys, "load-regions") == "regions: 552"
    assert json.loads(run(capsys, "load-codes", "--json")) == {"2022": 1, "2025": 31}
    assert queries.budget_codes().count() == 32


def test_what_was_exported_is_imported_again(capsys, tmp_path):
    make.make_user(Role.CIO)
    make.make_agency("Dinas Sosial", slug="dinsos")
    file = tmp_path / "agencies.xlsx"
    assert run(capsys, "export", "agencies", str(file)) == "agencies: 1"
    Agency.objects.all().delete()
    dry = json.loads(run(capsys, "import", "agencies", str(file), "--dry-run", "--json"))
    assert dry["create"] == 1 and not Agency.objects.exists()
    run(capsys, "import", "agencies", str(file))
    assert queries.agency("dinsos").name == "Dinas Sosial"


def test_import_tells_every_finding_and_stores_nothing_by_half(capsys, tmp_path):
    make.make_user(Role.CIO)
    file = tmp_path / "agencies.csv"
    file.write_text("name,slug,kind\nDinas A,a,warung\n,b,\n", encoding="utf-8")
    with pytest.raises(CommandError):
        run(capsys, "import", "agencies", str(file))
    told = capsys.readouterr().err
    assert "warung" in told and "needed" in told
    assert not Agency.objects.exists()
    run(capsys, "import", "agencies", str(file), "--leave-out-refused")
    assert Agency.objects.count() == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "agencies", "no-such-file.csv"],
        ["export", "agencies", "list.pdf"],
        ["load-codes", "--file", "x.csv"],
    ],
)
def test_wrong_use_is_told(capsys, arguments):
    make.make_user(Role.CIO)
    with pytest.raises(CommandError) as caught:
        run(capsys, *arguments)
    assert caught.value.returncode == 2
