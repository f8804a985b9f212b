"""Five regions, one of them a hub: what is told arrives where it may, changes and deletions follow,
a forged item is refused, a dead node is waited for, and a relay without leave passes nothing on.

    61 Kalimantan Barat   the hub of all others
    61.71 Pontianak       offers something to its province alone
    61.72 Singkawang      also reads Sumedang itself
    32.11 Sumedang        offers to everyone
    33.71 Magelang        offers to the hub and Singkawang, and forbids passing it on
"""

import json
import urllib.request
from collections.abc import Sequence

from tests.federation.conftest import Nodes
from tests.federation.nodes import Node

# What anybody may open; `{}` is what the test looks for.
PUBLIC_PAGES = (
    "",
    "catalogue/",
    "catalogue/?text=data",
    "catalogue/?text=office",
    "v1/software?page[size]=100&all=true",
    "v1/software-urls",
    "v1/publishers",
    "v1/logs",
    "federation/v1/node",
    "federation/v1/events",
    "federation/v1/manifest",
    "federation/v1/items?ids={}",
)


def join_all(hub: Node, members: Sequence[Node]) -> None:
    for member in members:
        link = hub.invite(region_code=member.code, as_member=True)
        member.accept(link=link, trusts_members=True)


def settle(hub: Node, members: Sequence[Node]) -> None:
    """Each reads whom it knows once: the hub its members, then the members their hub."""
    for member in members:
        read = hub.pull(code=member.code)
        assert read["error"] == "", read
    for member in members:
        read = member.pull(code=hub.code)
        assert read["error"] == "", read


def names(node: Node) -> set[str]:
    return {each["name"] for each in node.offers().values() if each["state"] == "published"}


def test_five_nodes_converge(nodes: Nodes) -> None:
    hub, pontianak, singkawang, sumedang, magelang = nodes("61", "61.71", "61.72", "32.11", "33.71")
    members = (pontianak, singkawang, sumedang, magelang)
    join_all(hub, members)
    singkawang.accept(link=sumedang.invite(region_code="61.72"))
    office = sumedang.offer(name="e-Office")
    taxes = sumedang.offer(name="e-Pajak", with_text=True)
    river = pontianak.offer(name="Pantau Sungai", audience="province", codes=["61"], onward=True)
    data_go = magelang.offer(
        name="DataGO", audience="regions", codes=["61", "61.72"], onward=False, with_text=True
    )

    settle(hub, members)
    singkawang.pull(code="32.11")

    # Everything arrives where it may be, signed by whom it comes from, and nowhere else.
    assert names(hub) == {"e-Office", "e-Pajak", "Pantau Sungai", "DataGO"}
    assert names(singkawang) == {"e-Office", "e-Pajak", "Pantau Sungai"}
    assert names(pontianak) == {"e-Office", "e-Pajak", "Pantau Sungai"}
    assert names(magelang) == {"e-Office", "e-Pajak", "DataGO"}
    assert names(sumedang) == {"e-Office", "e-Pajak"}
    assert singkawang.offers()[river]["origin"] == "61.71"
    assert pontianak.item(public_id=office) == sumedang.item(public_id=office)
    assert all(node.refused() == [] for node in (hub, *members))

    # The relay has no leave to pass DataGO on: not a byte of it leaves the hub.
    assert all("e-Pajak" in public_page(hub, page) for page in ("catalogue/", "v1/software"))
    assert nothing_leaks(hub, members, data_go, "DataGO")

    # Changes, withdrawals and deletions follow.
    sumedang.rename_offer(public_id=office, name="e-Office 2")
    sumedang.delete(public_id=taxes)
    pontianak.withdraw(public_id=river)
    settle(hub, members)
    assert names(pontianak) == names(magelang) - {"DataGO"} == {"e-Office 2"}
    assert names(hub) == {"e-Office 2", "DataGO"}
    assert taxes not in magelang.offers()

    # The hub changes an item of Sumedang's: nobody takes it, the last good copy stays.
    hub.forge(public_id=office, name="e-Office of the hub")
    read = magelang.pull(code="61")
    assert read["counts"]["refused"] == 1
    (refusal,) = magelang.refused()
    assert (refusal["origin"], refusal["public_id"]) == ("32.11", office)
    assert names(magelang) == {"e-Office 2", "DataGO"}
    hub.pull(code="32.11", full=True)  # the origin's own copy mends the hub
    sumedang.rename_offer(public_id=office, name="e-Office 3")
    settle(hub, members)
    assert magelang.refused() == []
    assert names(magelang) == {"e-Office 3", "DataGO"}

    # Fewer may see it: whoever no longer may loses it, through the relay too.
    sumedang.limit_offer(public_id=office, audience="regions", codes=["61.72"])
    settle(hub, members)
    singkawang.pull(code="32.11")
    assert names(magelang) == {"DataGO"}
    assert names(singkawang) == {"e-Office 3"}
    assert names(hub) == {"DataGO"}
    assert nothing_leaks(hub, members, office, "e-Office", but_its_end=True)


def nothing_leaks(
    hub: Node, members: Sequence[Node], public_id: str, name: str, *, but_its_end: bool = False
) -> bool:
    """Of all that the hub serves: to strangers, and to each of its members but the origin. Those
    who had it may be told by its id that it is gone."""
    words = [name] if but_its_end else [name, public_id]
    for page in PUBLIC_PAGES:
        served = public_page(hub, page.format(f"33.71:offer:{public_id}"))
        assert not any(word in served for word in words), page
    for member in members:
        served = member.all_that_is_served(code=hub.code)
        if member.code != "33.71":
            assert not any(word in served for word in words), member.code
    origin = "33.71" if name == "DataGO" else "32.11"
    asked = members[0].ask_by_name(code=hub.code, name=f"{origin}:offer:{public_id}")
    return name not in json.dumps(asked)


def public_page(node: Node, page: str) -> str:
    with urllib.request.urlopen(node.address + page, timeout=20) as answer:
        return str(answer.read().decode()) + str(answer.headers)


def test_dead_node_is_waited_for_and_caught_up_with(nodes: Nodes) -> None:
    singkawang, sumedang = nodes("61.72", "32.11")
    singkawang.accept(link=sumedang.invite())
    office = sumedang.offer(name="e-Office")
    singkawang.pull(code="32.11")
    sumedang.kill()

    waits = []
    for failures in (1, 2, 3):
        singkawang.make_due(code="32.11")
        read = singkawang.pull(code="32.11")
        assert read["failures"] == failures and "could not be reached" in read["error"]
        waits.append(read["wait_s"])
    assert waits == sorted(waits) and waits[2] > 3 * waits[0]
    assert names(singkawang) == {"e-Office"}

    sumedang.start()
    sumedang.wait_until_served()
    sumedang.rename_offer(public_id=office, name="e-Office 2")
    read = singkawang.pull(code="32.11")
    assert (read["failures"], read["error"]) == (0, "")
    assert names(singkawang) == {"e-Office 2"}


def test_older_item_is_refused_and_shown(nodes: Nodes) -> None:
    singkawang, sumedang = nodes("61.72", "32.11")
    singkawang.accept(link=sumedang.invite())
    office = sumedang.offer(name="e-Office")
    before = sumedang.item(public_id=office)
    sumedang.rename_offer(public_id=office, name="e-Office 2")
    singkawang.pull(code="32.11")

    sumedang.replay(public_id=office, **before)
    read = singkawang.pull(code="32.11")

    assert read["counts"]["refused"] == 1
    assert "older" in singkawang.refused()[0]["reason"]
    assert names(singkawang) == {"e-Office 2"}


def test_hint_lets_a_change_be_seen_soon(nodes: Nodes) -> None:
    singkawang, sumedang = nodes("61.72", "32.11")
    singkawang.accept(link=sumedang.invite())
    singkawang.pull(code="32.11")
    sumedang.offer(name="e-Office")

    sumedang.work()  # sends the hint
    assert names(singkawang) == set()
    singkawang.work()  # reads what it was hinted at

    assert names(singkawang) == {"e-Office"}
