"""The words of a certificate in both languages: a sheet may hold both, whoever reads the page that offers it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from credcenter.kernel.bilingual import Bilingual

HEADING = Bilingual("증명서", "CERTIFICATE")
SENTENCE = Bilingual(
    "위 사람에게 아래와 같이 수여하였음을 증명합니다.",
    "This certifies that the person named above was awarded",
)
NAMELESS = Bilingual("이름을 기재하지 않음", "Issued without a name")
KIND = Bilingual("종류", "Kind")
FIELD = Bilingual("분야", "Field of study")
CREDITS = Bilingual("학점", "Credits")
TERM = Bilingual("학기", "Term")
AWARDED = Bilingual("수여일", "Awarded")
UNTIL = Bilingual("유효 기간", "Valid until")
RESULT_HEAD = (
    Bilingual("평가 항목", "Result"),
    Bilingual("점수", "Score"),
    Bilingual("수준", "Level"),
)
SEAL = Bilingual("직인", "Seal")
EXPIRED = Bilingual("유효 기간 만료", "EXPIRED")
CODE = Bilingual("검증 주소의 QR 코드", "QR code of the address to verify at")

SCAN = Bilingual(
    "QR 코드나 아래 주소를 열면 센터가 이 배지를 바로 검증하고 발급 취소 여부를 알려 줍니다.",
    "Open the code or the address: the centre verifies this badge at once and says whether it still stands.",
)
ASK = Bilingual(
    "이 배지의 페이지는 비공개입니다. 받은 사람에게 배지 파일을 요청하여 아래 주소에서 검증하십시오.",
    "The page of this badge is private. Ask its holder for the badge file and verify it at this address.",
)
PAPER = Bilingual(
    "이 증명서는 서명된 오픈배지 3.0의 내용을 옮긴 것이며, 효력은 서명된 배지에 따릅니다.",
    "This sheet repeats a signed Open Badge 3.0; what counts is the signed badge.",
)


def number(of: str) -> Bilingual:
    """The line of the number."""
    return Bilingual(f"제 {of} 호", f"No. {of}")


def picture(title: str) -> Bilingual:
    """What the picture is, for who does not see it."""
    return Bilingual(f"배지 그림: {title}", f"Badge: {title}")


def until(day: str) -> Bilingual:
    """How long a link works; `day` as ISO 8601."""
    return Bilingual(f"이 주소는 {day}까지 사용할 수 있습니다.", f"The address works until {day}.")


def more(count: int) -> Bilingual:
    """How many results found no room."""
    return Bilingual(f"외 {count}건은 서명된 배지에 있음", f"{count} more in the signed badge")


def plain(value: str) -> str:
    """A number without needless zeros, another text as it is."""
    try:
        return f"{Decimal(value).normalize():f}"
    except InvalidOperation:
        return value
