"""Two regions find each other and exchange what they offer; by network, by file, under a new
key."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tests.federation.conftest import Nodes
from tests.federation.nodes import Node, node_environment


def test_two_nodes_exchange_offers(nodes: Nodes) -> None:
    singkawang, sumedang = nodes("61.72", "32.11")
    office = sumedang.offer(name="e-Office")

    assert singkawang.accept(link=sumedang.invite(region_code="61.72")) == "32.11"
    read = singkawang.pull(code="32.11")

    assert read["error"] == "" and read["counts"]["refused"] == 0
    assert singkawang.offers()[office] == {
        "name": "e-Office",
        "state": "published",
        "origin": "32.11",
    }


def test_new_key_is_accepted_by_the_old_ones_word(nodes: Nodes) -> None:
    singkawang, sumedang = nodes("61.72", "32.11")
    office = sumedang.offer(name="e-Office")
    singkawang.accept(link=sumedang.invite())
    singkawang.pull(code="32.11")
    old = singkawang.known_key(code="32.11")

    new = sumedang.change_key()
    sumedang.rename_offer(public_id=office, name="e-Office 2")
    sumedang.pull(code="61.72")  # signed by a key that the other side does not know yet
    assert sumedang.state(code="61.72")["error"] == ""
    assert singkawang.known_key(code="32.11") == new != old
    singkawang.pull(code="32.11")

    assert singkawang.offers()[office]["name"] == "e-Office 2"
    assert singkawang.refused() == []
    sumedang.kill()
    sumedang.start()
    sumedang.wait_until_served()
    assert singkawang.pull(code="32.11")["error"] == ""


def test_bundle_file_carries_what_its_reader_may_see(nodes: Nodes, tmp_path: Path) -> None:
    singkawang, magelang = nodes("61.72", "33.71")
    magelang.offer(name="DataGO", audience="regions", codes=["61.72"], onward=False)
    magelang.offer(name="Hanya Jawa Tengah", audience="province", codes=["33"])
    file = str(tmp_path / "magelang.zip")
    lumbung(magelang, "export-bundle", file, "--for", "61.72")

    with pytest.raises(subprocess.CalledProcessError):
        lumbung(singkawang, "import-bundle", file)
    assert singkawang.offers() == {}
    words = magelang.key_words()
    lumbung(singkawang, "import-bundle", file, "--key-compared", words)

    assert [each["name"] for each in singkawang.offers().values()] == ["DataGO"]
    lumbung(singkawang, "import-bundle", file)  # a second time changes nothing
    assert len(singkawang.offers()) == 1


def lumbung(node: Node, *arguments: str) -> None:
    environment = node_environment(node.folder, code=node.code, address=node.address)
    command = [sys.executable, "-m", "lumbung", "catalogue", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=60)
