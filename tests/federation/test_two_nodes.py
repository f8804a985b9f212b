"""Two regions find each other and exchange what they offer."""

from tests.federation.conftest import Nodes


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
