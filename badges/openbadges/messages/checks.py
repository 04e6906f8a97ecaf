"""Messages of the checks of a verification: code to (Korean, English)."""

from __future__ import annotations

CHECKS: dict[str, tuple[str, str]] = {
    "verify.surprise": (
        "검증 도중 예상하지 못한 문제가 생겨 확인하지 못했습니다. 유효하다는 뜻이 아닙니다.",
        "Something unexpected kept us from checking this badge. That does not mean it is valid.",
    ),
    "format.json": ("오픈배지 JSON 문서입니다.", "This is an Open Badge as a JSON document."),
    "format.png": (
        "PNG 이미지에서 배지 정보를 읽었습니다.",
        "A badge was found inside the PNG image.",
    ),
    "format.jwt": (
        "JWT로 서명된 배지입니다.",
        "This badge is signed as a JWT.",
    ),
    "format.svg": (
        "SVG 이미지에서 배지 정보를 읽었습니다.",
        "A badge was found inside the SVG image.",
    ),
    "json.strict": (
        "문서 형식이 올바르고 모호한 부분이 없습니다.",
        "The document is well-formed and unambiguous.",
    ),
    "context.known": (
        "사용된 용어 정의(JSON-LD 컨텍스트)를 모두 알고 있습니다.",
        "All vocabularies (JSON-LD contexts) it uses are known.",
    ),
    "context.older": (
        "이전 버전의 오픈배지 컨텍스트를 사용합니다: {url}",
        "It uses another edition of the Open Badges context: {url}",
    ),
    "context.first": (
        "첫 번째 컨텍스트가 {expected}이어야 합니다.",
        "Its first context has to be {expected}.",
    ),
    "context.malformed": (
        "컨텍스트는 주소나 객체여야 합니다.",
        "Each of its contexts has to be an address or an object.",
    ),
    "context.second": (
        "이 자리에 있어야 할 컨텍스트가 없습니다: {expected}",
        "Behind the first context it has to name {expected}",
    ),
    "context.version_1": (
        "이전 규격(VC 데이터 모델 1.1)을 따르는 배지입니다.",
        "This badge follows the older VC Data Model 1.1.",
    ),
    "context.open_badges_2": (
        "이전 규격(오픈배지 2.0)의 배지입니다.",
        "This badge follows the older Open Badges 2.0.",
    ),
    "context.too_many": (
        "컨텍스트가 {limit}개를 넘어 확인하지 않았습니다.",
        "It names more than {limit} contexts, so it was not checked.",
    ),
    "types.achievement": (
        "오픈배지 3.0 배지입니다.",
        "It is an Open Badges 3.0 achievement credential.",
    ),
    "types.clr": (
        "학습 이력 기록(CLR 2.0)입니다.",
        "It is a comprehensive learner record (CLR 2.0).",
    ),
    "types.assertion": (
        "오픈배지 2.0 수여 기록입니다.",
        "It is an Open Badges 2.0 assertion.",
    ),
    "types.endorsement": (
        "다른 대상을 보증하는 문서입니다.",
        "It is a credential that endorses something.",
    ),
    "types.several": (
        "인증서의 종류가 둘 이상 적혀 있습니다({found}).",
        "It claims to be several kinds of credential at once ({found}).",
    ),
    "types.missing": (
        "오픈배지 3.0 배지가 아닙니다(type: {found}).",
        "It is not an Open Badges 3.0 achievement credential (type: {found}).",
    ),
    "types.other": (
        "이 검증기가 아직 확인하지 못하는 종류의 인증서입니다(type: {found}).",
        "This verifier cannot check this kind of credential yet (type: {found}).",
    ),
    "schema.fits": (
        "필수 항목과 값의 형식이 규격에 맞습니다.",
        "Required properties and their values follow the standard.",
    ),
    "subject.named": (
        "수여 대상과 성취 내용이 적혀 있습니다: {achievement}",
        "It names its recipient and the achievement: {achievement}",
    ),
    "subject.endorsed": ("보증하는 대상: {id}", "It endorses {id}."),
    "subject.record": (
        "수여 대상이 적혀 있고 인증서 {count}개가 들어 있습니다.",
        "It names its learner and holds {count} credentials.",
    ),
    "subject.association_unknown": (
        "학습 이력에 없는 성취를 가리키는 연결이 있습니다: {value}",
        "An association refers to an achievement that the record does not hold: {value}",
    ),
    "subject.missing": ("수여 대상 정보가 없습니다.", "It says nothing about a recipient."),
    "subject.unnamed": (
        "수여 대상의 식별자가 없습니다.",
        "It has neither an id nor an identifier of its recipient.",
    ),
    "subject.no_achievement": (
        "무엇을 성취했는지 적혀 있지 않습니다.",
        "It does not say what was achieved.",
    ),
    "subject.no_criteria": (
        "성취 기준이 적혀 있지 않습니다.",
        "It does not say by which criteria the achievement is earned.",
    ),
    "subject.result_unknown": (
        "결과 하나가 설명되지 않은 항목을 가리킵니다: {value}",
        "One of its results refers to a description that is not there: {value}",
    ),
    "issuer.profile": ("발급 기관: {issuer}", "Issued by {issuer}."),
    "issuer.known": (
        "등록된 발급 기관입니다: {issuer}",
        "Issued by {issuer}, an issuer known here.",
    ),
    "issuer.unknown": (
        "이곳에 등록되지 않은 발급 기관입니다: {issuer} ({id}). 믿을 만한 기관인지 직접 확인하십시오.",
        "{issuer} ({id}) is not an issuer known here. Decide for yourself whether to trust it.",
    ),
    "issuer.address_alone": (
        "발급 기관의 이름 없이 주소만 적혀 있습니다: {id}",
        "It names its issuer by an address alone: {id}",
    ),
    "issuer.no_profile": (
        "발급 기관의 프로필이 없거나 올바르지 않습니다.",
        "The issuer's profile is missing or malformed.",
    ),
    "terms.all_signed": (
        "문서의 모든 내용이 서명 대상에 들어 있습니다.",
        "Everything written in it is covered by the signature.",
    ),
    "terms.whole": (
        "문서 전체가 그대로 서명되어 있습니다.",
        "The signature covers the whole document as it is.",
    ),
    "dates.valid": (
        "유효 기간 안에 있으며 만료일이 없습니다.",
        "It is in force and does not expire.",
    ),
    "dates.until": ("유효 기간 안에 있습니다({at}까지).", "It is in force until {at}."),
    "dates.not_yet": (
        "아직 유효하지 않습니다. {at}부터 유효합니다.",
        "It is not in force before {at}.",
    ),
    "dates.expired": ("유효 기간이 {at}에 끝났습니다.", "It expired at {at}."),
    "dates.malformed": (
        "날짜가 없거나 올바르지 않습니다({field}).",
        "A date is missing or malformed ({field}).",
    ),
    "status.none": (
        "취소 여부를 따로 공개하지 않는 배지입니다.",
        "It names no place where its revocation would be published.",
    ),
    "status.clear": ("취소되지 않았습니다.", "It has not been revoked."),
    "status.revoked": ("발급 기관이 취소한 배지입니다.", "The issuer has revoked it."),
    "status.suspended": ("발급 기관이 효력을 정지한 배지입니다.", "The issuer has suspended it."),
    "status.malformed": (
        "상태 정보가 올바르지 않습니다({field}).",
        "Its status entry is malformed ({field}).",
    ),
    "status.unsupported": (
        "이 검증기가 지원하지 않는 방식의 상태 정보입니다({kind}).",
        "This verifier does not support its kind of status ({kind}).",
    ),
    "status.purpose_unknown": (
        "알 수 없는 목적의 상태 정보입니다({purpose}).",
        "Its status entry has an unknown purpose ({purpose}).",
    ),
    "status.size": (
        "값이 여러 비트인 상태 정보는 이 검증기가 지원하지 않습니다.",
        "This verifier does not support status entries of several bits.",
    ),
    "status.too_many": (
        "상태 정보가 {limit}개를 넘어 확인하지 않았습니다.",
        "It has more than {limit} status entries, so none was checked.",
    ),
    "status.not_web": (
        "상태 목록이 웹 주소에 있지 않아 확인하지 않았습니다: {url}",
        "Its status list is not at a web address, so it was not checked: {url}",
    ),
    "status.unresolvable": (
        "취소 여부를 확인하지 못했습니다. 상태 목록을 가져올 수 없습니다: {url}",
        "Whether it was revoked is unknown: the status list at {url} could not be fetched.",
    ),
    "status.unreadable": (
        "취소 여부를 확인하지 못했습니다. 상태 목록을 읽을 수 없습니다: {url}",
        "Whether it was revoked is unknown: the status list at {url} could not be read.",
    ),
    "status.list_malformed": (
        "상태 목록의 형식이 올바르지 않습니다({field}).",
        "The status list is malformed ({field}).",
    ),
    "status.list_other_id": (
        "가져온 상태 목록이 배지가 가리킨 목록이 아닙니다: {url}",
        "The status list that was fetched is not the one the badge names: {url}",
    ),
    "status.list_other_issuer": (
        "상태 목록을 발급 기관이 아닌 곳에서 냈으므로 믿지 않았습니다: {url}",
        "The status list at {url} was not issued by the issuer of the badge, so it was not used.",
    ),
    "status.list_forged": (
        "상태 목록의 서명이 맞지 않습니다.",
        "The signature of the status list does not hold.",
    ),
    "status.list_unverified": (
        "상태 목록의 서명을 확인하지 못했습니다: {url}",
        "The signature of the status list at {url} could not be checked.",
    ),
    "status.list_out_of_date": (
        "상태 목록의 유효 기간이 맞지 않아 사용하지 않았습니다: {url}",
        "The status list at {url} is outside its period of validity, so it was not used.",
    ),
    "status.purpose_differs": (
        "상태 목록의 목적이 배지와 다릅니다({purpose}).",
        "The status list does not serve the purpose the badge names ({purpose}).",
    ),
    "recipient.matches": (
        "입력한 사람에게 수여된 배지입니다.",
        "It was awarded to the person you named.",
    ),
    "recipient.other": (
        "입력한 사람에게 수여된 배지가 아닙니다.",
        "It was not awarded to the person you named.",
    ),
    "recipient.not_comparable": (
        "수여 대상의 식별자가 비교할 수 없는 종류여서 확인하지 못했습니다.",
        "It does not identify its recipient in a way that can be compared.",
    ),
    "components.verified": (
        "학습 이력에 담긴 배지 {count}개를 모두 확인했습니다.",
        "All {count} credentials of the record were verified.",
    ),
    "components.none": ("학습 이력에 배지가 없습니다.", "The record holds no credentials."),
    "components.too_many": (
        "학습 이력에 담긴 배지가 {limit}개를 넘어 확인하지 않았습니다.",
        "The record holds more than {limit} credentials, so none was checked.",
    ),
    "components.other_kind": (
        "학습 이력에 이 검증기가 확인하지 못하는 종류의 배지가 들어 있습니다: {name}",
        "“{name}” is of a kind that this verifier cannot check.",
    ),
    "components.nested": (
        "기록 안에 다른 기록이 들어 있어 확인하지 않았습니다: {name}",
        "“{name}” is a record inside the record, which was not checked.",
    ),
    "components.invalid": (
        "학습 이력에 담긴 배지가 유효하지 않습니다: {name} ({reason})",
        "“{name}”, a credential of the record, is not valid ({reason}).",
    ),
    "components.unverifiable": (
        "학습 이력에 담긴 배지를 확인하지 못했습니다: {name} ({reason})",
        "“{name}”, a credential of the record, could not be checked ({reason}).",
    ),
    "components.other_subject": (
        "학습 이력에 담긴 배지가 다른 식별자에게 수여되었습니다: {name}",
        "“{name}”, a credential of the record, was awarded to another id.",
    ),
    "endorsements.verified": (
        "다른 기관의 보증 {count}건을 확인했습니다.",
        "All {count} endorsements by others were verified.",
    ),
    "endorsements.too_many": (
        "보증이 {limit}건을 넘어 확인하지 않았습니다.",
        "It carries more than {limit} endorsements, so none was checked.",
    ),
    "endorsements.malformed": (
        "보증 인증서의 형식이 올바르지 않습니다.",
        "One of its endorsements is malformed.",
    ),
    "endorsements.other_subject": (
        "다른 대상의 보증이 들어 있습니다: {value}",
        "One of its endorsements is about something else: {value}",
    ),
    "endorsements.invalid": (
        "유효하지 않은 보증이 들어 있습니다({reason}).",
        "One of its endorsements is not valid ({reason}).",
    ),
    "endorsements.lapsed": (
        "지금은 효력이 없는 보증이 들어 있습니다({reason}).",
        "One of its endorsements is no longer in force ({reason}).",
    ),
    "endorsements.unverifiable": (
        "확인하지 못한 보증이 있습니다({reason}).",
        "One of its endorsements could not be checked ({reason}).",
    ),
    "refresh.not_followed": (
        "갱신 방법을 이 검증기가 지원하지 않아 더 새로운 버전이 있는지 확인하지 않았습니다.",
        "It names a way of refreshing that this verifier does not support.",
    ),
}
