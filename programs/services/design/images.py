"""The images that a program file names, read from beside it; nothing outside of its folder is read."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import InvalidInput
from programs.services.design.parts import MicroDegreePart, ProgramFile
from programs.services.design.yaml_parts import fault_at

MAX_IMAGE = 2 * 1024 * 1024


def images_of(file: ProgramFile, *, file_name: str, base_folder: Path | None) -> dict[str, bytes]:
    """The bytes of each image, by micro-degree code; InvalidInput, naming the line, for one that cannot be had."""
    return {
        each.code: _image(each, file_name=file_name, base_folder=base_folder)
        for each in file.micro_degrees
        if each.achievement.image
    }


def _image(part: MicroDegreePart, *, file_name: str, base_folder: Path | None) -> bytes:
    name, line = part.achievement.image, part.achievement.line

    def fault(message: str, code: str) -> InvalidInput:
        return fault_at(message % {"image": name}, code=code, file_name=file_name, line=line)

    if base_folder is None:
        message = _(
            "The image %(image)s is not in the upload. Load the file by command, or leave the image out."
        )
        raise fault(str(message), "image_without_folder")
    path = (base_folder / name).resolve()
    if not path.is_relative_to(base_folder.resolve()):
        raise fault(str(_("The image %(image)s lies outside the file's folder.")), "image_outside")
    if not path.is_file():
        raise fault(str(_("There is no image %(image)s beside the file.")), "image_missing")
    if path.stat().st_size > MAX_IMAGE:
        raise fault(str(_("The image %(image)s is larger than 2 MB.")), "image_too_large")
    return path.read_bytes()
