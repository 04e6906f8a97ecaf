"""Messages about proofs, keys and claims: code to (Korean, English)."""

from __future__ import annotations

TRUST: dict[str, tuple[str, str]] = {
    "proof.holds": (
        "서명이 유효합니다. 발급 후 내용이 바뀌지 않았습니다({suite}).",
        "The signature is valid: nothing was changed since it was issued ({suite}).",
    ),
    "proof.broken": (
        "서명이 맞지 않습니다. 내용이 바뀌었거나 다른 키로 서명되었습니다.",
        "The signature does not match: the content was changed or another key signed it.",
    ),
    "proof.context_moved": (
        "서명이 맞지 않습니다. 내용이 바뀌었거나, 버전이 적히지 않은 컨텍스트의 이전 버전으로 서명된 것입니다: {url}",
        "The signature does not match: the content was changed, or it was signed with an earlier edition of a context that names no edition: {url}",
    ),
    "proof.missing": ("서명이 없습니다.", "It is not signed."),
    "proof.malformed": (
        "서명 정보가 올바르지 않습니다({field}).",
        "The proof is malformed ({field}).",
    ),
    "proof.purpose": (
        "인증서 발급을 위한 서명이 아닙니다(용도: {purpose}).",
        "The proof was not made to issue a credential (purpose: {purpose}).",
    ),
    "proof.expired": ("서명의 유효 기간이 지났습니다({at}).", "The proof expired at {at}."),
    "proof.unsupported": (
        "이 검증기가 지원하지 않는 서명 방식입니다({suite}).",
        "This verifier does not support the kind of proof ({suite}).",
    ),
    "proof.too_many": (
        "서명이 {limit}개를 넘어 확인하지 않았습니다.",
        "It carries more than {limit} proofs, so none was checked.",
    ),
    "proof.previous_missing": (
        "이어지는 서명이 가리키는 앞의 서명이 없습니다.",
        "The proof builds on another proof that is not there.",
    ),
    "proof.no_basis": (
        "앞의 문제 때문에 서명을 확인하지 못했습니다.",
        "The signature could not be checked because of the problems above.",
    ),
    "proof.no_key": (
        "발급 기관의 키를 확인하지 못해 서명을 검사하지 않았습니다.",
        "The signature was not checked because the issuer's key could not be established.",
    ),
    "proof.algorithm": (
        "안전하지 않거나 알 수 없는 서명 알고리즘입니다({algorithm}).",
        "The signing algorithm is unsafe or unknown ({algorithm}).",
    ),
    "proof.header": (
        "JWT 헤더에 허용되지 않는 항목이 있습니다({field}).",
        "The header of the JWT holds what is not allowed there ({field}).",
    ),
    "claims.agree": (
        "JWT의 클레임이 배지 내용과 같습니다.",
        "The claims of the JWT agree with the badge.",
    ),
    "claims.no_subject": (
        "JWT에 수여 대상을 가리키는 클레임(sub)이 없습니다.",
        "The JWT lacks the claim (sub) that names its recipient.",
    ),
    "claims.differ": (
        "JWT의 클레임이 없거나 배지 내용과 다릅니다({claim}).",
        "A claim of the JWT is missing or differs from the badge ({claim}).",
    ),
    "key.embedded": (
        "서명한 키가 배지 안에만 있어 발급 기관의 키인지 확인할 수 없습니다.",
        "The key came along with the badge, and nothing shows that it is the issuer's.",
    ),
    "key.embedded_other": (
        "배지 안에 든 키가 발급 기관이 공개한 키와 다릅니다.",
        "The key inside the badge is not the one that the issuer publishes.",
    ),
    "key.unnamed": (
        "어느 키로 서명했는지 적혀 있지 않습니다.",
        "It does not say which key signed it.",
    ),
    "key.found": (
        "서명한 키가 발급 기관의 키입니다.",
        "The key that signed it belongs to the issuer.",
    ),
    "key.no_proof": (
        "검사할 수 있는 서명이 없어 키를 확인하지 않았습니다.",
        "No key was looked up because there is no proof that could be checked.",
    ),
    "key.other_controller": (
        "서명한 키의 소유자({controller})가 발급 기관({issuer})과 다릅니다.",
        "The key that signed it belongs to {controller}, not to the issuer {issuer}.",
    ),
    "key.issuer_unlinked": (
        "발급 기관의 식별자({issuer})로는 누구의 키인지 확인할 수 없습니다.",
        "The issuer's id ({issuer}) leads to no keys, so whose key it is cannot be established.",
    ),
    "key.not_listed": (
        "발급 기관이 이 키를 발급용으로 공개하지 않았습니다: {method}",
        "The issuer does not list this key for issuing: {method}",
    ),
    "key.method_unsupported": (
        "이 검증기가 지원하지 않는 방식의 키입니다: {method}",
        "This verifier does not support the way the key is named: {method}",
    ),
    "key.unresolvable": (
        "발급 기관의 키를 가져오지 못했습니다: {url}",
        "The issuer's keys could not be fetched from {url}.",
    ),
    "key.document_unreadable": (
        "발급 기관의 키 문서를 읽지 못했습니다: {url}",
        "The issuer's key document at {url} could not be read.",
    ),
    "key.document_id": (
        "가져온 키 문서가 발급 기관({expected})의 것이 아닙니다.",
        "The key document that was fetched is not that of the issuer {expected}.",
    ),
    "key.revoked": (
        "발급 기관이 이 키를 폐기했습니다({at}).",
        "The issuer revoked this key at {at}.",
    ),
    "key.expired": (
        "서명 당시 이미 만료된 키입니다({at}).",
        "The key had expired at {at}, before it signed this.",
    ),
    "key.times_malformed": (
        "키 문서의 만료·폐기 시각이 올바르지 않습니다.",
        "The key document gives malformed times of expiry or revocation.",
    ),
    "legacy.hosted": (
        "발급 기관의 주소에 있는 것과 같은 배지입니다: {url}",
        "It is what the issuer serves at {url}",
    ),
    "legacy.differs": (
        "발급 기관의 주소에 있는 배지와 내용이 다릅니다({field}).",
        "It differs from what the issuer serves ({field}).",
    ),
    "legacy.other_host": (
        "발급 기관의 주소가 아닌 곳에 있는 배지입니다: {url}",
        "It is hosted where this issuer does not host its badges: {url}",
    ),
    "legacy.not_web": (
        "웹 주소가 아니어서 확인하지 않았습니다: {url}",
        "This is not a web address, so it was not checked: {url}",
    ),
    "legacy.unresolvable": (
        "문서를 가져오지 못해 확인하지 못했습니다: {url}",
        "It could not be checked, because {url} could not be fetched.",
    ),
    "legacy.unreadable": (
        "가져온 문서를 읽을 수 없어 확인하지 못했습니다: {url}",
        "It could not be checked, because what {url} answers cannot be read.",
    ),
    "refresh.current": (
        "발급 기관에 더 새로운 버전이 없습니다.",
        "The issuer has no newer edition of it.",
    ),
    "refresh.newer": (
        "발급 기관에 더 새로운 버전이 있습니다({at}).",
        "The issuer has a newer edition of it, of {at}.",
    ),
    "refresh.not_available": (
        "더 새로운 버전이 있는지 확인하지 못했습니다: {url}",
        "Whether there is a newer edition is unknown: {url} could not be read.",
    ),
    "refresh.not_usable": (
        "발급 기관이 준 새 버전을 믿을 수 없어 사용하지 않았습니다.",
        "What the issuer gives as the current edition could not be trusted.",
    ),
}
