from __future__ import annotations

import pytest

from credcenter.supervisor.options import ROOT, read_options


def test_defaults(monkeypatch):
    monkeypatch.delenv("CREDCENTER_DATA", raising=False)
    options = read_options([])
    assert (options.host, options.port, options.demo) == ("127.0.0.1", 8000, True)
    assert options.data == ROOT / "var"


def test_data_folder_from_the_environment_and_the_command_line(monkeypatch, tmp_path):
    monkeypatch.setenv("CREDCENTER_DATA", str(tmp_path / "a"))
    assert read_options([]).data == tmp_path / "a"
    assert read_options(["--data", str(tmp_path / "b")]).data == tmp_path / "b"


def test_https_from_the_environment_and_the_command_line(monkeypatch):
    monkeypatch.delenv("CREDCENTER_HTTPS", raising=False)
    assert not read_options([]).https
    assert read_options(["--https"]).https
    for value, is_on in (("on", True), ("1", True), ("off", False), ("", False)):
        monkeypatch.setenv("CREDCENTER_HTTPS", value)
        assert read_options([]).https is is_on


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_what_is_no_port_is_refused(port, capsys):
    with pytest.raises(SystemExit):
        read_options([f"--port={port}"])
    assert "is not a port" in capsys.readouterr().err
