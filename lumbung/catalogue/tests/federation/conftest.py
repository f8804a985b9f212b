"""Every test of the federation has a data folder, and so a key, of its own."""

import pytest


@pytest.fixture(autouse=True)
def own_data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path
