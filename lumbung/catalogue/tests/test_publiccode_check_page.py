"""The check of publiccode.yml on its page, over the API and in the terminal."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lumbung.catalogue.terminal.check import check_command
from lumbung.catalogue.tests.test_publiccode_check import SOUND

BROKEN = SOUND.replace("stable", "Production").replace("name: e-Office\n", "foobar: <b>\n")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


def test_anybody_checks_a_pasted_text(client):
    page = client.post(reverse("catalogue:check"), {"text": SOUND}).content.decode()
    assert "This file is valid." in page
    assert "Download the corrected file" not in page


def test_findings_stand_under_their_line_and_texts_are_escaped(client):
    page = client.post(reverse("catalogue:check"), {"text": BROKEN}).content.decode()
    assert "This file is not valid." in page
    assert "<code>foobar: &lt;b&gt;</code>" in page
    assert "“foobar” is not part of the standard" in page
    assert "TO FILL IN: name" in page


def test_uploaded_file_is_checked_and_the_corrected_one_comes_as_a_file(client):
    file = SimpleUploadedFile("publiccode.yml", BROKEN.encode())
    page = client.post(reverse("catalogue:check"), {"file": file})
    assert page.context["reading"].is_valid is False
    answer = client.post(reverse("catalogue:check"), {"text": BROKEN, "download": "1"})
    assert answer["Content-Disposition"] == 'attachment; filename="publiccode.yml"'
    assert "developmentStatus: stable" in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Choose a file"),
        ({"text": "[]"}, "Nothing of this text can be used"),
        ({"file": SimpleUploadedFile("x", b"x" * (1024 * 1024 + 1))}, "larger than 1 MiB"),
        ({"file": SimpleUploadedFile("x", b"\xff\x00")}, "not valid"),
    ],
)
def test_whatever_comes_is_answered_in_words(client, data, said):
    assert said in client.post(reverse("catalogue:check"), data).content.decode()


def test_the_page_is_reached_from_the_catalogue(client):
    assert reverse("catalogue:check") in client.get(reverse("catalogue:search")).content.decode()


def test_terminal_answers_with_status_words_and_json(tmp_path: Path, capsys):
    sound, broken = tmp_path / "sound.yml", tmp_path / "broken.yml"
    sound.write_text(SOUND)
    broken.write_text(BROKEN)
    assert check_command([str(sound), "--lang", "en"]) == 0
    assert capsys.readouterr().out == f"{sound} is a valid publiccode.yml.\n"
    assert check_command([str(broken), "--lang", "en"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith(f"{broken}:2:1: error: foobar: The key “foobar” is not part")
    assert check_command([str(sound), str(broken), "--json", "--lang", "en"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(each["file"], each["valid"]) for each in told] == [
        (str(sound), True),
        (str(broken), False),
    ]
    assert set(told[1]["findings"][0]) == {
        "key",
        "message",
        "hint",
        "line",
        "column",
        "severity",
    }
    assert check_command([str(tmp_path / "none.yml"), "--lang", "en"]) == 2
    assert "cannot be read" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        check_command([])


def test_terminal_writes_corrected_files_and_tells_the_repairs(tmp_path: Path, capsys):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "publiccode.yml").write_text(BROKEN)
    files = sorted(str(path) for path in tmp_path.glob("*/publiccode.yml"))
    assert check_command([*files, "--lang", "en", "--corrected", str(tmp_path / "out")]) == 1
    assert "“Production” was corrected to “stable”" in capsys.readouterr().err
    written = sorted((tmp_path / "out").iterdir())
    assert len(written) == 2
    assert "developmentStatus: stable" in written[0].read_text()


def test_files_beside_are_looked_for_in_the_folder_and_nowhere_else(tmp_path: Path, capsys):
    text = SOUND.replace("platforms", "logo: img/logo.png\nplatforms")
    file = tmp_path / "repository" / "publiccode.yml"
    (file.parent / "img").mkdir(parents=True)
    file.write_text(text)
    assert check_command([str(file), "--lang", "en"]) == 1
    assert "There is no file “img/logo.png”" in capsys.readouterr().out
    (file.parent / "img" / "logo.png").write_bytes(b"no picture")
    assert check_command([str(file), "--lang", "en"]) == 1
    assert "no picture that can be read" in capsys.readouterr().out
    (file.parent / "img" / "logo.png").unlink()
    (tmp_path / "outside.png").write_bytes(b"secret")
    (file.parent / "img" / "logo.png").symlink_to(tmp_path / "outside.png")
    assert check_command([str(file), "--lang", "en"]) == 1
    assert "There is no file" in capsys.readouterr().out


def test_api_answers_findings_repairs_and_facts(client, django_user_model):
    assert client.post("/api/catalogue/check", {}, "application/json").status_code == 401
    client.force_login(django_user_model.objects.create_user("pegawai", role="auditor"))
    answer = client.post("/api/catalogue/check", {"publiccode_yml": BROKEN}, "application/json")
    told = answer.json()
    assert answer.status_code == 200
    assert told["valid"] is False
    assert {each["key"] for each in told["missing"]} == {"name"}
    assert told["facts"]["status"] == "stable"
    assert "developmentStatus: stable" in told["corrected_text"]
