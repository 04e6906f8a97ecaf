"""Which characters go together: a browser loads the slices of which a page has a character (CSS `unicode-range`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

# Latin with its accents, punctuation, arrows, mathematics, boxes, enclosed numbers, full-width forms.
_LATIN = ((0x20, 0x7E), (0xA0, 0x17F), (0x2000, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x26FF))
_SIGNS = ((0x3000, 0x303F), (0x3130, 0x318F), (0x3200, 0x33FF), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6))
_SYLLABLES = range(0xAC00, 0xD7A4)

# Counted in our own catalogue, and what family and given names are mostly made of.
FREQUENT = (
    "가각간갈감갑값강갖같개객갱거건걸검것게겨격견결겹겼경계고곡곧골곱곳공과곽관괄광교구국군궁권규균그근글금급기긴길김깁깊까깨"
    "꺼께꾸뀌뀐끊끌끝끼나난날남납났내낸낼냈너넘넣년노높놓누눈눌뉘뉴느는늘능늦니닌님닙다단닫달담답당대댓더던데덴델도독돌돕동되"
    "된될됨됩두둔둘둡뒤드득든들듭등디따때떠또뚱뜨뜻라락람랍래램랫량러런럼럿레려력련렸령례로록론롱뢰료루룹류르른를름릅리린릴림"
    "립링마막만많맞맡맹머먼멈메며멱면명몇모목못무묶문물므미민믿밀바박밖반받발밝방배백버번벌범법벗베변별보복본볼봄봅봉부분불붙"
    "비빅빈빌빙빛빠빼사삭산살삼상새색생서석선설섬성세센셀션셜셨소속손솔솜솟송수숙순숨숫쉼스슬습승시식신실심십쓰쓴쓸씁씩아안않"
    "알암압았앞야약양어언엄업없엇었엉에엑여역연열염였영옆예오옥온올옴옵와완왕외요용우운울웁웃워원월웨웹위유육윤율융으은을음응"
    "의이인일읽임입있잊자작잘잠잡장재저적전절점접정제젝져졌조족존졸종좌주준줄줍중즉즘증지직진질짐집짓짜짧째쪽차착찬참찼창찾채"
    "책챌처천철첩첫청체쳐초총최추축출춥충춰취츠측치칙친칠칩칸캔캡커컨컬컴코콘크큰클큽키킨킬킵타탁태택터털텍텐텔템토톤통투트티"
    "파판패팸팽페펴편평폐포폴폼표풀퓨프픈플피픽필하학한할함합항해했행향허험헤혀혁현협형혜호홈홍화확환활황회획횟효후훈희히힌힙"
)

SELDOM = "seldom"
"""What the names of the slices outside KS X 1001 begin with."""

_SIZE = 1000
"""Syllables in a slice: some 110 kB as WOFF2 with all weights."""


def slices(known: Iterable[int]) -> Iterator[tuple[str, list[int]]]:
    """Name and code points of each slice, of the characters that a font has; no character twice.

    First Latin, then the frequent syllables, then the rest of KS X 1001, then the rest of all 11,172.
    """
    has = set(known)
    frequent = {ord(each) for each in FREQUENT}
    standard = _standard() - frequent
    rest = set(_SYLLABLES) - frequent - standard
    yield "latin", sorted(has & _all_of(_LATIN))
    yield "signs", sorted(has & _all_of(_SIGNS))
    yield "frequent", sorted(has & frequent)
    yield from _parts("standard", sorted(has & standard))
    yield from _parts(SELDOM, sorted(has & rest))


def unicode_range(code_points: Iterable[int]) -> str:
    """CSS's way to write them, neighbours together: `U+AC00-AC02,U+AC04`."""
    runs: list[list[int]] = []
    for each in sorted(code_points):
        if runs and runs[-1][1] == each - 1:
            runs[-1][1] = each
        else:
            runs.append([each, each])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def _standard() -> set[int]:
    """The 2,350 syllables of KS X 1001, which ordinary Korean is written with."""
    leads, trails = range(0xB0, 0xC9), range(0xA1, 0xFF)
    return {ord(bytes([a, b]).decode("euc-kr")) for a in leads for b in trails}


def _all_of(ranges: Iterable[tuple[int, int]]) -> set[int]:
    return {each for first, last in ranges for each in range(first, last + 1)}


def _parts(name: str, code_points: list[int]) -> Iterator[tuple[str, list[int]]]:
    for start in range(0, len(code_points), _SIZE):
        yield f"{name}-{start // _SIZE + 1}", code_points[start : start + _SIZE]
