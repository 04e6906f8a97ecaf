"""Which addresses the verifier may be sent to by a stranger."""

from __future__ import annotations

import pytest

from badges.adapters import addresses
from badges.adapters.addresses import AddressRefused, NameNotResolved


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001::1",
        "2001:db8::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "100::1",
    ],
)
def test_address_inside_a_network_is_not_public(address):
    assert not addresses.is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "8.8.8.8", "2606:4700:4700::1111"])
def test_address_on_the_internet_is_public(address):
    assert addresses.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "not a url",
        "ftp://example.org/a",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "https://",
        "https:///path",
        "https://user:secret@8.8.8.8/",
        "https://8.8.8.8\\@127.0.0.1/",
        "https://8.8.8.8:99999/",
        "https://8.8.8.8/a\r\nHost: other",
        "https://8.8.8.8/a b",
        "https://[::1",
        "https://" + "a" * 64 + ".org/",
        "https://8.8.8.8/" + "a" * 2048,
    ],
)
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(AddressRefused):
        addresses.check(url, timeout=5)


@pytest.mark.parametrize(
    "url",
    [
        "http://8.8.8.8/",
        "https://8.8.8.8:8443/",
        "https://8.8.8.8:80/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://0177.0.0.1/",
        "https://[::ffff:127.0.0.1]/",
        "https://localhost/",
    ],
)
def test_what_is_not_public_https_is_refused(url, settings):
    settings.CREDCENTER_FETCH_ALLOW = []
    with pytest.raises(AddressRefused):
        addresses.check(url, timeout=5)


def test_public_https_address_is_kept_as_it_was_resolved(settings):
    settings.CREDCENTER_FETCH_ALLOW = []
    target = addresses.check("https://8.8.8.8/배지?id=1", timeout=5)
    assert target.addresses == ("8.8.8.8",)
    assert (target.port, target.authority) == (443, "8.8.8.8")
    assert target.path == "/%EB%B0%B0%EC%A7%80?id=1"


@pytest.mark.parametrize("allowed", ["127.0.0.1:8099", "localhost:8099"])
def test_allowed_private_address_is_kept_on_its_port_only(settings, allowed):
    settings.CREDCENTER_FETCH_ALLOW = [allowed]
    host = allowed.partition(":")[0]
    assert "127.0.0.1" in addresses.check(f"http://{host}:8099/x", timeout=5).addresses
    with pytest.raises(AddressRefused):
        addresses.check(f"http://{host}:8100/x", timeout=5)


def test_allowed_ipv6_address_is_written_in_brackets(settings):
    settings.CREDCENTER_FETCH_ALLOW = ["[::1]:8099"]
    target = addresses.check("http://[::1]:8099/", timeout=5)
    assert (target.addresses, target.authority) == (("::1",), "[::1]:8099")


def test_unknown_host_name_says_so():
    with pytest.raises(NameNotResolved):
        addresses.check("https://no-such-host.invalid/", timeout=5)
