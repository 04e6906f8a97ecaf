"""A real S3 server in a process of its own: moto's, over HTTP, with its files in memory."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from typing import Any

import boto3

from credcenter.supervisor.orphans import die_with_parent

BUCKET, KEY = "badges", "test-key"


class S3Server:
    """`start` gives an empty bucket; `stop` takes everything along."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """As `CREDCENTER_STORAGE` spells it."""
        return f"s3://{BUCKET}/centre?endpoint={self.url}"

    def start(self) -> None:
        parent = os.getpid()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self._port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=lambda: die_with_parent(parent),
        )
        deadline = time.monotonic() + 30
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the S3 server did not start")
            time.sleep(0.1)
        self._client().create_bucket(Bucket=BUCKET)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=10)
            self._process = None

    def names(self) -> list[str]:
        """What the bucket holds."""
        found = self._client().list_objects_v2(Bucket=BUCKET).get("Contents", [])
        return [each["Key"] for each in found]

    def empty(self) -> None:
        for name in self.names():
            self._client().delete_object(Bucket=BUCKET, Key=name)

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self._port), timeout=1).close()
        except OSError:
            return False
        return True

    def _client(self) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=self.url,
            region_name="us-east-1",
            aws_access_key_id=KEY,
            aws_secret_access_key=KEY,
        )
