from __future__ import annotations

import socket
import struct
import sys
from pathlib import Path

import pytest

from credcenter.supervisor import address
from credcenter.supervisor.errors import StartError
from credcenter.supervisor.options import Options


def options(host="127.0.0.1", port=0):
    return Options(host=host, port=port, data=Path("unused"), demo=False)


def test_port_zero_takes_a_free_one_and_the_address_names_it():
    with address.listen(options()) as listener:
        port = listener.getsockname()[1]
        assert port > 0
        assert address.local_url(listener) == f"http://127.0.0.1:{port}"


def test_every_interface_is_reached_locally():
    with address.listen(options(host="0.0.0.0")) as listener:
        assert address.is_wildcard(listener)
        assert address.local_url(listener).startswith("http://127.0.0.1:")


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_https_is_served_under_a_name_that_a_did_web_may_hold(host):
    with address.listen(options(host=host)) as listener:
        port = listener.getsockname()[1]
        assert address.https_url(listener) == f"https://localhost:{port}"


@pytest.mark.skipif(sys.platform != "linux", reason="only there 127.0.0.2 is this machine")
def test_https_is_for_localhost_alone():
    with (
        address.listen(options(host="127.0.0.2")) as listener,
        pytest.raises(StartError, match=r"127\.0\.0\.2 is not"),
    ):
        address.https_url(listener)


def test_a_taken_port_is_a_clear_refusal_with_a_way_out():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(StartError) as refused:
            address.listen(options(port=port))
    assert f"Port {port} on 127.0.0.1 is in use" in str(refused.value)
    assert f"--port {port + 1}" in str(refused.value)


@pytest.mark.parametrize("host", ["no-such-host.invalid", "192.0.2.1"])
def test_an_address_of_another_machine_is_refused(host):
    with pytest.raises(StartError, match=host):
        address.listen(options(host=host))


def test_a_port_where_nobody_answers_is_not_ready():
    with address.listen(options()) as listener:
        url = address.local_url(listener)
    assert not address.is_ready(url)


def test_a_client_that_falls_silent_is_given_up():
    """What is accepted inherits the listener's patience (SO_RCVTIMEO)."""
    with address.listen(options()) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 50_000))
        with socket.create_connection(listener.getsockname()) as client:
            client.sendall(b"GET / HTTP/1.1")
            accepted, _ = listener.accept()
            with accepted:
                accepted.setblocking(True)
                assert accepted.recv(100) == b"GET / HTTP/1.1"
                with pytest.raises(BlockingIOError):
                    accepted.recv(100)
