"""What regions tell each other travels signed: a question to the offering region, its answer back,
a report to everybody, and what is about an offer to one region to that region alone."""

from tests.federation.conftest import Nodes
from tests.federation.nodes import Node


def exchange(*nodes: Node) -> None:
    """Every node reads every other it knows, twice: what is about something new comes after it."""
    for _ in range(2):
        for node in nodes:
            for other in nodes:
                if other is not node:
                    node.pull(code=other.code)


def acquaint(one: Node, other: Node) -> None:
    one.accept(link=other.invite())


def test_question_answer_report_and_what_is_taken_back(nodes: Nodes) -> None:
    singkawang, sumedang, bogor = nodes("61.72", "32.11", "32.71")
    office = sumedang.offer(name="e-Office")
    for one, other in ((singkawang, sumedang), (bogor, sumedang), (bogor, singkawang)):
        acquaint(one, other)
    exchange(singkawang, sumedang, bogor)

    question = singkawang.ask(offer_id=office, title="Berapa lama?")
    exchange(singkawang, sumedang, bogor)
    assert sumedang.questions_to_us() == [question]
    assert bogor.questions_to_us() == []

    answer = sumedang.answer(question_id=question, text="Tiga pekan")
    report = singkawang.report(offer_id=office, days=12.5)
    exchange(singkawang, sumedang, bogor)
    for node in (singkawang, sumedang, bogor):
        assert node.said() == {
            question: {"region": "61.72", "text": "Berapa lama?", "state": "visible"},
            answer: {"region": "32.11", "text": "Tiga pekan", "state": "visible"},
            report: {"region": "61.72", "text": "Dipakai", "state": "visible"},
        }
        assert node.reported_days(offer_id=office) == [12.5]
    assert sumedang.questions_to_us() == []

    bogor.hide(experience_id=report, reason="iklan")  # another region's words: hidden there only
    singkawang.rewrite(experience_id=report, text="Dipakai tiap hari")
    exchange(singkawang, sumedang, bogor)
    assert bogor.said()[report] == {
        "region": "61.72",
        "text": "Dipakai tiap hari",
        "state": "hidden",
    }
    assert sumedang.said()[report]["state"] == "visible"

    singkawang.hide(experience_id=report, reason="salah angka")  # our own words: taken back
    exchange(singkawang, sumedang, bogor)
    assert report not in sumedang.said() and sumedang.reported_days(offer_id=office) == []


def test_words_about_an_offer_to_one_region_stay_between_the_two(nodes: Nodes) -> None:
    singkawang, magelang, bogor = nodes("61.72", "33.71", "32.71")
    datago = magelang.offer(name="DataGO", audience="regions", codes=["61.72"], onward=False)
    for one, other in ((singkawang, magelang), (bogor, magelang), (bogor, singkawang)):
        acquaint(one, other)
    exchange(singkawang, magelang, bogor)

    question = singkawang.ask(offer_id=datago, title="Rahasia antara kita?")
    exchange(singkawang, magelang, bogor)

    assert magelang.questions_to_us() == [question]
    assert bogor.said() == {}
    assert "Rahasia" not in bogor.all_that_is_served(code="61.72")
