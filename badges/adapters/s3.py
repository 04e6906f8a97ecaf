"""Files in an S3 bucket. What the bucket or the way to it refuses is an OSError here, as it is of a disk.

So a storage that is away is the same to everyone above, wherever the files lie: rows wait for it, none is put aside.
A file is read and written in one request.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile, File
from storages.backends import s3

SECONDS_TO_CONNECT, SECONDS_TO_ANSWER, TRIES = 5, 20, 2
"""More patience is the queue's affair: a claim must come to its end before its lease does."""


class S3Storage(s3.S3Storage):
    """A bucket; `addressing_style` is `path` for servers that have no host name a bucket."""

    def __init__(self, *, addressing_style: str = "auto", **options: Any) -> None:
        config = Config(
            connect_timeout=SECONDS_TO_CONNECT,
            read_timeout=SECONDS_TO_ANSWER,
            retries={"total_max_attempts": TRIES, "mode": "standard"},
            s3={"addressing_style": addressing_style},
            signature_version="s3v4",
            # Servers that are not Amazon's know little of its newer checksums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        transfer = TransferConfig(use_threads=False)
        super().__init__(client_config=config, transfer_config=transfer, **options)

    def exists(self, name: str) -> bool:
        with _errors_of_files(name):
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        with _errors_of_files(name):
            super().delete(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with _errors_of_files(path):
            folders, names = super().listdir(path)
        return folders, names

    def get_modified_time(self, name: str) -> Any:
        with _errors_of_files(name):
            return super().get_modified_time(name)

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        if mode != "rb":
            raise ValueError(mode)
        with _errors_of_files(name):
            answer = self.bucket.Object(self._normalize_name(name)).get()
            return ContentFile(answer["Body"].read(), name=name)

    def _save(self, name: str, content: File[Any]) -> str:
        with _errors_of_files(name):
            return str(super()._save(name, content))


@contextmanager
def _errors_of_files(name: str) -> Iterator[None]:
    """Raise FileNotFoundError for what is not there, and OSError for whatever else the client raises."""
    try:
        yield
    except ClientError as exc:
        code = exc.response.get("Error", {}).get("Code", "")
        if code == "NoSuchKey":
            raise FileNotFoundError(name) from exc
        raise OSError(f"S3 answered {code}") from exc
    except (BotoCoreError, Boto3Error) as exc:
        raise OSError(f"S3: {type(exc).__name__}: {exc}") from exc
