"""`lumbung catalogue import` and `read-sources`."""

import json

import pytest
from django.core.management import CommandError, call_command

from lumbung.catalogue.models import Entry
from lumbung.catalogue.tests.importing.git_server import make_repository, needs_git, serving_git
from lumbung.catalogue.tests.importing.publiccode import LOGO, PNG, publiccode
from lumbung.catalogue.tests.importing.test_by_url import site
from lumbung.catalogue.tests.importing.test_import_pages import make_source
from lumbung.kit.tests.servers import answer, serving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loopback(settings, tmp_path):
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    settings.DATA_DIR = tmp_path


def told(capsys, *arguments):
    call_command("catalogue", *arguments)
    return capsys.readouterr().out.strip()


def test_files_and_addresses_are_taken_and_what_cannot_be_used_is_counted(tmp_path, capsys):
    (tmp_path / "publiccode.yml").write_bytes(publiccode("A", url="https://kode.example/a"))
    (tmp_path / "rusak.yml").write_bytes(b"- x")
    files = [str(tmp_path / name) for name in ("publiccode.yml", "rusak.yml")]
    with serving(site({"/publiccode.yml": publiccode("B")})) as s:
        said = told(capsys, "import", *files, f"{s.url}/publiccode.yml")
    assert said == "taken: 2, new: 2, changed: 0, refused: 1"
    assert set(Entry.objects.values_list("name", flat=True)) == {"A", "B"}


@needs_git
def test_repository_is_read_and_results_are_told_as_json(tmp_path, capsys):
    files = {"publiccode.yml": publiccode(), "gambar/logo.svg": LOGO, "gambar/layar.png": PNG}
    make_repository(tmp_path / "r/antrean", files)
    with serving_git(tmp_path / "r") as server:
        said = json.loads(told(capsys, "import", "--git", "--json", server.url("antrean")))
    assert (said["taken"], said["results"][0]["pictures"]) == (1, 2)


def test_what_is_not_there_ends_with_words_and_status_2(tmp_path):
    for what in (str(tmp_path / "tiada.yml"), "http://10.0.0.1/publiccode.yml"):
        with pytest.raises(CommandError) as error:
            call_command("catalogue", "import", what)
        assert error.value.returncode == 2 and str(error.value)


def test_sources_are_read_here_and_now(capsys):
    with serving(answer(b"[]")) as s:
        make_source(f"{s.url}/daftar.json")
        assert told(capsys, "read-sources", "sumber").startswith("sources: 1, done: 0")
        assert told(capsys, "read-sources").startswith("sources: 1")
    with pytest.raises(CommandError):
        call_command("catalogue", "read-sources", "tiada")
