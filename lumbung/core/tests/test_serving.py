"""`lumbung serve` has all that its pages need before it answers."""

import pytest
import uvicorn
from django.core.management import call_command


@pytest.mark.parametrize("earlier", ["nothing", "collected"])
def test_static_files_are_collected_where_nobody_did(tmp_path, settings, monkeypatch, earlier):
    settings.STATIC_ROOT = tmp_path
    listing = tmp_path / "staticfiles.json"
    if earlier == "collected":
        listing.write_text("{}")
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    asked = []
    monkeypatch.setattr(uvicorn, "run", lambda *args, **options: asked.append(options["port"]))
    call_command("serve", port=0)
    assert asked == [0]
    assert ("kit/mark.svg" in listing.read_text()) == (earlier == "nothing")
