"""Messages about credentials and presentations of any kind: code to (Korean, English)."""

from __future__ import annotations

MODEL: dict[str, tuple[str, str]] = {
    "model.fits": (
        "W3C 검증 가능한 자격 증명 데이터 모델의 형식을 갖추었습니다.",
        "It has the form that W3C's Verifiable Credentials data model asks for.",
    ),
    "model.kind": (
        "유형에 “{expected}”이(가) 있어야 합니다(현재: {found}).",
        "Its type has to hold “{expected}” (found: {found}).",
    ),
    "model.of_kind": ("유형이 “{kind}”입니다.", "Its type is “{kind}”."),
    "model.context": (
        "컨텍스트가 주소도 용어 정의도 아닙니다: “{value}”",
        "A context is neither an address nor a set of terms: “{value}”.",
    ),
    "model.own_terms": (
        "문서 스스로 정의한 용어가 있습니다. 그 용어의 뜻은 이름이 아니라 정의된 주소로 확인하십시오.",
        "It defines terms of its own: go by the addresses that they stand for, not by their names.",
    ),
    "model.empty": ("비어 있으면 안 됩니다: {path}", "{path} must not be empty."),
    "model.text": (
        "글이거나, 언어를 밝힌 글(@value, @language, @direction)이어야 합니다: {path}",
        "{path} has to be text, or text with its language (@value, @language, @direction).",
    ),
    "model.index": (
        "0 이상의 정수를 적은 문자열이어야 합니다: {path}",
        "{path} has to be a whole number, written as text.",
    ),
    "model.digest_missing": (
        "digestSRI 또는 digestMultibase가 있어야 합니다: {path}",
        "{path} needs a digestSRI or a digestMultibase.",
    ),
    "model.digest": ("다이제스트 형식이 올바르지 않습니다: {path}", "{path} is not a digest."),
    "model.duplicate": (
        "같은 자료가 두 번 나옵니다: “{value}”",
        "{path} names “{value}” twice.",
    ),
    "model.envelope": (
        "봉투(Enveloped) 형식의 id는 JWT를 담은 data: 주소여야 합니다.",
        "The id of an envelope has to be a data: address that holds a JWT.",
    ),
    "resources.same": (
        "관련 자료가 발급 기관이 밝힌 것과 같습니다.",
        "The related resources are those that the issuer saw.",
    ),
    "resources.differ": (
        "관련 자료가 발급 기관이 밝힌 것과 다릅니다: {id}",
        "A related resource is not the one that the issuer saw: {id}",
    ),
    "resources.unread": (
        "관련 자료 가운데 내려받아 비교하지 않은 것이 있습니다.",
        "Not every related resource was read and compared.",
    ),
    "bounds.as_expected": (
        "서명이 요청한 용도와 상대를 위한 것입니다.",
        "The proof was made for the purpose and for the party that were asked for.",
    ),
    "bounds.purpose": (
        "서명이 요청한 용도의 것이 아닙니다.",
        "The proof was made for another purpose than the one asked for.",
    ),
    "bounds.challenge": (
        "서명에 담긴 챌린지(challenge)가 요청한 것과 다릅니다.",
        "The proof answers another challenge than the one asked for.",
    ),
    "bounds.domain": (
        "서명이 다른 도메인(domain)을 위한 것입니다.",
        "The proof was made for another domain than the one asked for.",
    ),
    "bounds.unsigned": (
        "서명이 없어 챌린지와 도메인을 확인할 수 없습니다.",
        "There is no proof that could answer a challenge or name a domain.",
    ),
    "presentation.unsigned": (
        "제시한 사람의 서명이 없습니다. 누가 제시했는지는 확인되지 않습니다.",
        "The presentation is not signed: who presents it is not known.",
    ),
    "presentation.no_holder": (
        "발급 기관의 서명이 없는 자격 증명은 제시자(holder)가 스스로 발급한 것이어야 합니다.",
        "A credential without a proof of its own has to be issued by the holder who presents it.",
    ),
    "presentation.self_asserted": (
        "제시한 사람이 스스로 주장하는 내용이며, 제시자의 서명으로 보호됩니다.",
        "It is the holder's own claim, secured by the proof of the presentation.",
    ),
    "presentation.claims": (
        "JWT의 클레임이 제시 내용과 다릅니다({claim}).",
        "The claims of the JWT contradict the presentation ({claim}).",
    ),
    "presentation.too_many": (
        "자격 증명이 {limit}개를 넘어 확인하지 않았습니다.",
        "It holds more than {limit} credentials, so none was checked.",
    ),
}
