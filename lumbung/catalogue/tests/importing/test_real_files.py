"""What public bodies really publish goes through a source like any other: every file is taken, or
its repository is kept with the reason in words. No network: pictures are not sought here."""

from pathlib import Path

import pytest

from lumbung.catalogue.actions import sources
from lumbung.catalogue.kept_errors import error_words
from lumbung.catalogue.models import Entry, SourceItem
from lumbung.catalogue.source_reading import read_source
from lumbung.catalogue.tests.importing.test_sources import Pages
from lumbung.kit.tests.servers import serving

REAL = Path(__file__).resolve().parents[5] / "shared/data/publiccode/real"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not REAL.is_dir(), reason="../shared is not here"),
]


def test_every_real_file_is_taken_or_told_in_words(settings):
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    rows = [
        {
            "url": f"https://kode.example/{file.stem}",
            "publiccodeYml": file.read_bytes().decode("utf-8", "replace"),
        }
        for file in sorted(REAL.glob("*.yml"))
    ]
    assert len(rows) >= 80
    with serving(Pages(rows, size=25)) as api:
        fields = {"name": "Nyata", "alternative_id": "nyata", "driver": "open-catalog"}
        fields |= {"url": f"{api.url}/v1", "interval_minutes": 1440}
        source = sources.store_source(fields, by=None)
        counts = read_source(source.pk, budget_s=-1)
    items = SourceItem.objects.filter(catalog=source)
    assert items.count() == len(rows)
    unused = [item for item in items if item.entry_id is None]
    assert all(item.failures == 1 and error_words(item.error) for item in unused)
    assert len(unused) <= 5
    assert Entry.objects.filter(catalog=source).count() >= 0.9 * (len(rows) - len(unused))
    assert counts.refused == len(unused)
