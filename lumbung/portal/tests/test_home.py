from django.test import Client


def test_front_page_is_public(db: None, client: Client) -> None:
    assert client.get("/").status_code == 200


def test_unknown_page_answers_404(db: None, client: Client) -> None:
    assert client.get("/there-is-no-such-page/").status_code == 404
