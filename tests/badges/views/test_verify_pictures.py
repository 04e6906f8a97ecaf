"""Pictures of a QR code at the verification page: photos, screenshots, and what only looks like one."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFilter

from badges import scanning
from badges.services import sharing
from credcenter.kernel.audit import SYSTEM
from tests.factories.badges import issued_credential

pytestmark = pytest.mark.django_db


def code(text: str, *, scale: int = 4) -> Image.Image:
    drawn = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=scale)
    return Image.frombuffer("L", drawn.shape[::-1], bytes(drawn))


def saved(image: Image.Image, format_: str) -> bytes:
    out = io.BytesIO()
    image.save(out, format_)
    return out.getvalue()


def photo_of(image: Image.Image) -> bytes:
    """A sheet on a table, held askew and not quite sharp."""
    table = Image.new("L", (1800, 1400), 90)
    table.paste(image, (500, 400))
    return saved(table.rotate(17, fillcolor=90).filter(ImageFilter.GaussianBlur(1)), "JPEG")


def answer_to(client, data, name="photo.jpg"):
    answer = client.post("/verify?lang=en", {"file": SimpleUploadedFile(name, data)})
    return answer.status_code, answer.content.decode()


def test_photo_of_the_code_of_an_open_page_is_verified_and_says_what_it_read(client, settings):
    credential = issued_credential()
    sharing.publish(credential, actor=SYSTEM)
    address = f"{settings.CREDCENTER_BASE_URL}/credentials/{credential.pk}"
    status, page = answer_to(client, photo_of(code(address)))
    assert (status, '<h2 id="report-headline">Verified</h2>' in page) == (200, True)
    assert f"Read from the QR code: <code>{address}</code>" in page


def test_code_without_paper_that_is_a_private_address_is_not_fetched(client):
    # Transparent where the paper would be, as drawing programs save it.
    bare = Image.merge("LA", (code("https://127.0.0.1:1/x"),) * 2)
    bare.putalpha(bare.getchannel("L").point(lambda value: 255 - value))
    status, page = answer_to(client, saved(bare, "PNG"), name="code.png")
    assert (status, "report-headline" in page) == (400, False)
    assert "private" in page or "public" in page


@pytest.mark.parametrize(
    ("data", "status", "says"),
    [
        (saved(code("WIFI:S:guest;;"), "WEBP"), 400, "The QR code leads to no badge"),
        (saved(Image.new("L", (300, 300), 255), "PNG"), 400, "nor a QR code"),
        (saved(Image.new("1", (9000, 9000)), "PNG"), 413, "9000 × 9000 pixels"),
        (b"\xff\xd8\xff" + b"\0" * 400, 400, "cannot be read"),
        (b"%PDF-1.7 ...", 400, "This is a PDF"),
        (b"RIFF....WEBP", 400, "cannot be read"),
    ],
)
def test_other_pictures_are_refused_with_a_sentence(client, data, status, says):
    answered, page = answer_to(client, data)
    assert (answered, "report-headline" in page) == (status, False)
    assert says in page


def test_two_codes_on_one_photo_are_not_guessed_between():
    table = Image.new("L", (900, 450), 255)
    table.paste(code("https://a.example/1"), (10, 10))
    table.paste(code("https://a.example/2"), (460, 10))
    with pytest.raises(scanning.InvalidInput, match="several"):
        scanning.code_in(saved(table, "PNG"))


def test_what_a_code_says_is_shown_as_text(client):
    _status, page = answer_to(client, saved(code("<script>alert(1)</script>"), "PNG"))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
