"""The guarded fetch, against real servers on this machine."""

from __future__ import annotations

import json
import time

import pytest

from badges.adapters import http
from badges.adapters.addresses import AddressRefused
from badges.adapters.http import FetchFailed
from badges.adapters.pinned import PinnedDocumentMissing
from credcenter.kernel.errors import InputTooLarge
from tests.support.web_server import serve

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


@pytest.fixture
def answering(settings):
    """Start a server that gives these bytes to each request; its address is allowed."""
    stops = []

    def start(*chunks, pause=0.0, allow=True):
        server = serve(chunks, pause=pause)
        stops.append(server.stop)
        settings.CREDCENTER_FETCH_ALLOW = [f"127.0.0.1:{server.port}"] if allow else []
        return server

    yield start
    for stop in stops:
        stop()


def test_answer_of_an_allowed_address_is_fetched(answering):
    server = answering(OK)
    assert http.fetch(f"{server.url}/did.json") == b"{}"
    request = server.requests[0].decode()
    assert request.startswith("GET /did.json HTTP/1.1\r\n")
    assert f"Host: 127.0.0.1:{server.port}\r\n" in request
    assert "Cookie" not in request
    assert "Authorization" not in request


def test_private_address_is_refused_before_anything_is_sent(answering):
    server = answering(OK, allow=False)
    with pytest.raises(AddressRefused):
        http.fetch(f"{server.url}/")
    assert server.requests == []


def test_redirect_to_a_private_address_is_refused(answering):
    target = serve((OK,))
    location = f"Location: {target.url}/secret\r\n".encode()
    server = answering(b"HTTP/1.1 302 Found\r\n" + location + b"Content-Length: 0\r\n\r\n")
    with pytest.raises(AddressRefused):
        http.fetch(f"{server.url}/")
    assert target.requests == []
    target.stop()


def test_redirect_without_end_is_given_up(answering):
    server = answering(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")
    with pytest.raises(FetchFailed) as refused:
        http.fetch(f"{server.url}/")
    assert refused.value.code == "redirects"
    assert len(server.requests) == http.MAX_REDIRECTS + 1


def test_proxies_of_the_environment_are_not_used(answering, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert http.fetch(f"{answering(OK).url}/") == b"{}"


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20000\r\n",
    ],
    ids=["announced", "unannounced", "chunked"],
)
def test_answer_above_the_limit_is_refused(answering, head):
    server = answering(head + b"x" * 0x20000)
    with pytest.raises(InputTooLarge):
        http.fetch(f"{server.url}/", limit=64 * 1024)


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\nContent-Le", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_dripping_server_is_left_at_the_deadline(answering, head):
    server = answering(head, *[b"x"] * 50, pause=0.1)
    begun = time.monotonic()
    with pytest.raises(FetchFailed) as refused:
        http.fetch(f"{server.url}/", seconds=0.5)
    assert refused.value.code == "too_slow"
    assert time.monotonic() - begun < 1.5


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "http_status"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n", "compressed"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n", "redirects"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", "broken_off"),
        (b"not http at all\r\n\r\n", "no_answer"),
        (b"", "no_answer"),
    ],
)
def test_unusable_answer_has_its_code(answering, answer, code):
    with pytest.raises(FetchFailed) as refused:
        http.fetch(f"{answering(answer).url}/")
    assert refused.value.code == code


def test_closed_port_is_no_answer(answering):
    server = answering(OK)
    server.stop()
    with pytest.raises(FetchFailed) as refused:
        http.fetch(f"{server.url}/")
    assert refused.value.code == "no_answer"


def test_pinned_document_is_answered_in_place_of_the_network(tmp_path, settings):
    (tmp_path / "did.json").write_bytes(b'{"id": "did:web:example.org"}')
    pins = {"https://example.org/.well-known/did.json": "did.json", "https://example.org/x": "gone"}
    (tmp_path / "pins.json").write_text(json.dumps(pins))
    settings.CREDCENTER_PINNED_DOCUMENTS = tmp_path / "pins.json"
    assert (
        http.fetch("https://example.org/.well-known/did.json") == b'{"id": "did:web:example.org"}'
    )
    with pytest.raises(PinnedDocumentMissing):
        http.fetch("https://example.org/x")
