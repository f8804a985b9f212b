"""Where an address of others may lead: judged by what it resolves to, however it is spelled."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbung.kit.addresses_outside import is_outside
from lumbung.kit.destinations import FetchFailed, FetchRefused, Gate, place_of, redirected

INSIDE = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254",
    "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192",
    "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.9",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1", "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1", "2002:7f00:1::", "2002:c0a8:101::1", "3fff::1", "5f00::1", "fc00::1",
    "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2606:4700::1%eth0",
]  # fmt: skip
OUTSIDE = ["8.8.8.8", "103.10.60.1", "172.15.0.1", "172.32.0.1", "2606:4700::1111", "2400:cb00::1"]


def gate(answers=(), allowed=()):
    return Gate(allowed, resolve=lambda host, port, seconds: list(answers))


def judged(url, answers=(), allowed=()):
    return gate(answers, allowed).judge(place_of(url), 5).addresses


@pytest.mark.parametrize("address", INSIDE)
def test_inside_address_is_refused_as_literal_and_as_answer_of_a_name(address):
    assert not is_outside(ip_address(address))
    with pytest.raises(FetchRefused):
        judged("https://kode.example/", [address])
    if "%" not in address:
        literal = f"[{address}]" if ":" in address else address
        with pytest.raises(FetchRefused):
            judged(f"https://{literal}/")


@pytest.mark.parametrize("address", OUTSIDE)
def test_public_address_is_used_as_judged(address):
    assert judged("https://kode.example/", [address]) == (address,)
    literal = f"[{address}]" if ":" in address else address
    assert judged(f"https://{literal}/") == (address,)


def test_of_mixed_answers_only_the_public_ones_are_connected_to():
    found = judged("https://kode.example/", ["127.0.0.1", "8.8.8.8", "fd00::1", "2606:4700::1"])
    assert found == ("8.8.8.8", "2606:4700::1")


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.0.01/",
        "http://1.2.3.4.5/",
        "http://kode.example.0x7f/",
        "http://[::1%25lo]/",
        "http://[v1.x]/",
        "http://[127.0.0.1]/",
        "http://①②⑦.⓪.⓪.①/",
        "http://127。0。0。1/",
        "http://１２７.0.0.1/",
        "http://ⓛocalhost%00.example/",
        "http://kode.example\\@127.0.0.1/",
        "http://kode.example@127.0.0.1/",
        "http://:sandi@kode.example/",
        "http://@kode.example/",
        "http://kode.example:0x50/",
        "http://kode.example:99999/",
        "http://kode.example:22/",
        "http://kode.example:25/",
        "https://kode.example:8443/",
        "http://kode example/",
        "http://kode.example/\r\nHost: dalam",
        "http://ko\tde.example/",
        " http://kode.example/",
        "http:///kode.example/",
        "http://-kode.example/",
        "http://kode..example/",
        "http://kode%2eexample/",
        f"http://{'a' * 64}.example/",
        f"http://kode.example/{'a' * 2000}",
        "//kode.example/",
        "file:///etc/passwd",
        "ftp://kode.example/",
        "gopher://kode.example:70/_x",
        "javascript:alert(1)",
        "",
    ],
)
def test_whatever_could_be_understood_in_two_ways_is_refused(url):
    """Were any of them let through, it would be judged fit: the resolver answers a public one."""
    with pytest.raises(FetchRefused):
        judged(url, ["8.8.8.8"])


@pytest.mark.parametrize(
    ("url", "rebuilt"),
    [
        ("HTTPS://Kode.Example", "https://kode.example/"),
        ("https://kode.example.:443/a?b=c#d", "https://kode.example/a?b=c"),
        ("http://bücher.example/ü?q=é", "http://xn--bcher-kva.example/%C3%BC?q=%C3%A9"),
        ("http://[2606:4700:0::1]:80/", "http://[2606:4700::1]/"),
        ("http://8.8.8.8:8080/x", "http://8.8.8.8:8080/x"),
    ],
)
def test_address_is_rebuilt_in_one_spelling(url, rebuilt):
    assert str(place_of(url)) == rebuilt


@given(st.text(max_size=60))
def test_no_text_makes_taking_apart_crash(text):
    for url in (text, f"http://{text}", f"http://kode.example/{text}", f"http://[{text}]/"):
        try:
            place = place_of(url)
        except FetchRefused:
            continue
        assert str(place).isascii()
        assert place_of(str(place)) == place


def test_operator_may_name_hosts_and_networks():
    inside = ["10.20.0.5"]
    for allowed in ("kode.dalam", "kode.dalam:8443", "10.20.0.0/16"):
        assert judged("https://kode.dalam:8443/", inside, [allowed]) == ("10.20.0.5",)
    for allowed in ("kode.dalam:443", "lain.dalam", "10.21.0.0/16", "dalam", "10.20.0.5"):
        with pytest.raises(FetchRefused):
            judged("https://kode.dalam:8443/", inside, [allowed])
    assert judged("http://127.0.0.1:81/", allowed=["127.0.0.1:81"]) == ("127.0.0.1",)
    assert judged("http://[::1]:81/", allowed=["[::1]:81"]) == ("::1",)


def test_name_of_another_does_not_profit_from_an_allowed_address():
    with pytest.raises(FetchRefused):
        judged("http://jahat.example/", ["127.0.0.1"], ["127.0.0.1", "127.0.0.1:80"])


def test_unknown_name_is_a_failure_of_today():
    def unknown(host, port, seconds):
        raise OSError("Name or service not known")

    with pytest.raises(FetchFailed, match=r"tiada\.example"):
        Gate(resolve=unknown).judge(place_of("http://tiada.example/"), 5)


def test_redirection_is_taken_apart_like_any_address():
    here = place_of("https://kode.example/a/b")
    assert str(redirected(here, "../c")) == "https://kode.example/c"
    assert str(redirected(here, "//lain.example/x")) == "https://lain.example/x"
    for location in ("http://kode.example/", "http://[", "https://a@b/", "/a b", "file:///x"):
        with pytest.raises(FetchRefused):
            redirected(here, location)
