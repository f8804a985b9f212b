"""Sealed secrets come back, and only under the same key."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumbung.kit.sealing import SealBroken, seal, unseal


@settings(deadline=None)
@given(st.text())
def test_what_is_sealed_comes_back_and_is_not_to_be_read(text):
    sealed = seal(text)
    assert unseal(sealed) == text
    assert len(text) < 4 or text not in sealed


def test_another_secret_key_reads_nothing(settings):
    sealed = seal("a long secret of a subscriber")
    settings.SECRET_KEY = "another"
    with pytest.raises(SealBroken):
        unseal(sealed)


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=60))
def test_a_changed_seal_is_refused(place):
    sealed = seal("a long secret of a subscriber")
    broken = sealed[:place] + ("A" if sealed[place] != "A" else "B") + sealed[place + 1 :]
    with pytest.raises(SealBroken):
        unseal(broken)
