"""Messages about the content of a credential, built or read: code to (Korean, English)."""

from __future__ import annotations

CONTENT: dict[str, tuple[str, str]] = {
    "structure.required": ("필수 항목이 없습니다: {path}", "{path} is required."),
    "structure.missing_type": (
        "{path}에 “{value}” 유형이 있어야 합니다.",
        "{path} has to hold “{value}”.",
    ),
    "structure.unknown": ("여기에 쓸 수 없는 항목입니다: {path}", "{path} is not allowed here."),
    "structure.single": (
        "값이 하나만 있어야 합니다: {path}",
        "{path} has to be a single value, not a list.",
    ),
    "structure.object": ("객체여야 합니다: {path}", "{path} has to be an object."),
    "structure.text": ("글이어야 합니다: {path}", "{path} has to be text."),
    "structure.uri": (
        "절대 주소(URI)여야 합니다: {path} (“{value}”)",
        "{path} has to be an absolute URI, not “{value}”.",
    ),
    "structure.time": (
        "시간대가 있는 날짜·시각이어야 합니다: {path} (“{value}”)",
        "{path} has to be a date and time with a zone, not “{value}”.",
    ),
    "structure.date": (
        "날짜(연-월-일)여야 합니다: {path} (“{value}”)",
        "{path} has to be a date such as 2026-11-23, not “{value}”.",
    ),
    "structure.number": ("숫자여야 합니다: {path}", "{path} has to be a number."),
    "structure.flag": ("참 또는 거짓이어야 합니다: {path}", "{path} has to be true or false."),
    "structure.jws": ("JWS 문자열이어야 합니다: {path}", "{path} has to be a compact JWS."),
    "structure.type": (
        "유형 이름이어야 합니다: {path}",
        "{path} has to be one or more type names.",
    ),
    "structure.language": (
        "언어 코드여야 합니다: {path} (“{value}”)",
        "{path} has to be a language code such as ko or en-US, not “{value}”.",
    ),
    "structure.country": (
        "두 글자 국가 코드여야 합니다: {path} (“{value}”)",
        "{path} has to be a two-letter country code, not “{value}”.",
    ),
    "structure.enum": (
        "규격에 없는 값입니다: {path} (“{value}”). 자체 값은 ext:로 시작해야 합니다.",
        "“{value}” is not a value that {path} allows; values of one's own begin with ext:.",
    ),
    "build.subject_unnamed": (
        "수여 대상의 식별자(id 또는 identifier)가 필요합니다.",
        "The subject needs an id or an identifier.",
    ),
    "build.naive_time": ("시각에 시간대가 없습니다: {path}", "{path} has no time zone."),
    "build.until_before_from": (
        "유효 기간의 끝이 시작보다 빠릅니다.",
        "The period of validity ends before it begins.",
    ),
    "build.end_before_start": (
        "활동 종료일이 시작일보다 빠릅니다.",
        "The activity ends before it begins.",
    ),
    "build.criteria_empty": (
        "성취 기준에는 주소나 설명이 있어야 합니다.",
        "The criteria need a URL or a narrative.",
    ),
    "build.credits": (
        "학점은 0 이상의 숫자여야 합니다: {path} ({value})",
        "{path} has to be a number of credits, not {value}.",
    ),
    "build.id_twice": (
        "결과 설명과 수준의 식별자는 겹칠 수 없습니다: {value}",
        "Result descriptions and levels cannot share the id {value}.",
    ),
    "build.min_above_max": (
        "최솟값이 최댓값보다 큽니다: {path}",
        "The lowest value is above the highest: {path}",
    ),
    "build.result_empty": (
        "결과에는 값, 상태, 수준 가운데 하나가 있어야 합니다: {path}",
        "{path} needs a value, a status or an achieved level.",
    ),
    "build.description_unknown": (
        "성취에 없는 결과 설명을 가리킵니다: {value}",
        "{path} refers to a result description the achievement does not have: {value}",
    ),
    "build.level_unknown": (
        "결과 설명에 없는 수준을 가리킵니다: {value}",
        "{path} refers to a level the result description does not have: {value}",
    ),
    "build.status_missing": (
        "상태형 결과에는 상태 값이 있어야 합니다: {path}",
        "{path} needs a status, since its result type is Status.",
    ),
    "build.value_not_allowed": (
        "허용된 값이 아닙니다: {path} (“{value}”)",
        "“{value}” is not one of the allowed values of {path}.",
    ),
    "build.value_out_of_range": (
        "값이 범위({low}~{high})를 벗어납니다: {path} (“{value}”)",
        "“{value}” is outside the range {low} to {high} of {path}.",
    ),
    "build.not_a_number": (
        "숫자여야 합니다: {path} (“{value}”)",
        "{path} has to be a number, not “{value}”.",
    ),
    "build.status_index": (
        "상태 목록 번호는 0 이상이어야 합니다.",
        "The status list index cannot be negative.",
    ),
    "build.status_id": (
        "상태 항목의 식별자는 상태 목록의 주소와 달라야 합니다.",
        "The id of the status entry has to differ from the URL of its list.",
    ),
    "build.empty_text": ("빈 텍스트는 쓸 수 없습니다: {path}", "{path} is empty."),
    "build.control_character": (
        "제어 문자나 깨진 문자가 들어 있습니다: {path}",
        "{path} holds a control character or half of a character.",
    ),
    "build.html_entity": (
        "HTML 문자 참조처럼 보이는 글은 일부 지갑에서 서명을 깨뜨립니다: {path} (“{value}”)",
        "“{value}” in {path} reads as an HTML entity, which breaks the signature in some wallets.",
    ),
    "build.terms_type": (
        "이용 조건의 유형은 절대 주소여야 합니다: {path} (“{value}”)",
        "{path} has to be an absolute URI, not “{value}”.",
    ),
    "build.identity_hash": (
        "해시된 식별자의 값이 올바른 해시가 아닙니다: {path}",
        "{path} is said to be hashed but holds no hash.",
    ),
    "build.identity_salt": (
        "해시된 식별자에는 솔트가 있어야 합니다: {path}",
        "A hashed identifier needs a salt: {path}",
    ),
    "build.identity_plain_salt": (
        "해시하지 않은 식별자에는 솔트를 쓸 수 없습니다: {path}",
        "An identifier that is not hashed cannot have a salt: {path}",
    ),
    "build.identity_plain_hash": (
        "해시하지 않았다고 표시된 식별자에 해시 값이 들어 있습니다: {path}",
        "{path} holds a hash but is said not to be hashed.",
    ),
    "build.evidence_empty": (
        "증거에는 주소, 이름, 설명 가운데 하나가 있어야 합니다: {path}",
        "{path} needs an address, a name, a description or a narrative.",
    ),
    "build.coordinates": (
        "좌표가 범위(±{limit})를 벗어납니다: {path} ({value})",
        "{path} has to lie between -{limit} and {limit}, not at {value}.",
    ),
    "build.parent_itself": (
        "기관은 자기 자신의 하위 기관일 수 없습니다: {path}",
        "An organisation cannot be part of itself: {path}",
    ),
    "build.related_itself": (
        "성취는 자기 자신의 관련 성취일 수 없습니다: {path}",
        "An achievement cannot be related to itself: {path}",
    ),
    "build.allowed_value_twice": (
        "허용된 값의 목록에 같은 값이 두 번 나옵니다: {path}",
        "{path} names a value twice.",
    ),
    "build.required_value": (
        "요구되는 값을 결과가 가질 수 없습니다: {path} (“{value}”)",
        "{path} asks for “{value}”, which no result can have.",
    ),
    "build.required_level": (
        "요구되는 수준이 결과 설명에 없습니다: {path} ({value})",
        "{path} asks for a level that the result description does not have: {value}",
    ),
    "build.level_undescribed": (
        "수준을 적은 결과에는 결과 설명이 있어야 합니다: {path} ({value})",
        "{path} names a level but no result description: {value}",
    ),
    "build.status_purpose": (
        "알 수 없는 상태 목적입니다: {path} (“{value}”)",
        "{path} is not a purpose that the standard knows: “{value}”",
    ),
    "build.status_list": (
        "상태 목록은 웹 주소에 있어야 합니다: {path} (“{value}”)",
        "{path} has to be a web address, not “{value}”.",
    ),
    "build.further_type": (
        "추가 유형은 절대 주소여야 합니다: {path} (“{value}”)",
        "A further type in {path} has to be an absolute URI, not “{value}”.",
    ),
    "build.schema_type": (
        "스키마의 유형은 표준 이름이거나 절대 주소여야 합니다: {path} (“{value}”)",
        "{path} has to be a type of the standard or an absolute URI, not “{value}”.",
    ),
    "build.refresh_type": (
        "갱신 서비스의 유형은 표준 이름이거나 절대 주소여야 합니다: {path} (“{value}”)",
        "{path} has to be a type of the standard or an absolute URI, not “{value}”.",
    ),
    "build.endorsement_kind": (
        "보증 인증서가 아닙니다: {path}",
        "{path} is not an EndorsementCredential.",
    ),
    "build.endorsement_other": (
        "다른 대상을 보증하는 인증서입니다: {path} ({value})",
        "{path} endorses something else: {value}",
    ),
    "build.endorses_itself": (
        "자기 자신은 보증할 수 없습니다.",
        "An issuer cannot endorse itself.",
    ),
    "build.no_components": (
        "기록에 인증서가 하나도 없습니다.",
        "The record holds no credential.",
    ),
    "build.component_unsigned": (
        "기록에는 문서 안에 서명이 든 인증서만 넣을 수 있습니다: {path}",
        "{path} carries no proof of its own.",
    ),
    "build.component_twice": (
        "같은 인증서가 두 번 들어 있습니다: {path}",
        "{path} is in the record already.",
    ),
    "build.component_other": (
        "다른 사람에게 수여된 인증서입니다: {path} ({value})",
        "{path} was awarded to somebody else: {value}",
    ),
    "build.association_loop": (
        "성취를 자기 자신과 연결할 수 없습니다: {path}",
        "{path} relates an achievement to itself.",
    ),
    "build.association_unknown": (
        "기록에 없는 성취를 가리킵니다: {path} ({value})",
        "{path} refers to an achievement the record does not hold: {value}",
    ),
    "build.legacy_address": (
        "오픈배지 2.0 문서는 https 주소에 있어야 합니다: {value}",
        "An Open Badges 2.0 document needs an https address, not {value}.",
    ),
    "build.legacy_recipient": (
        "오픈배지 2.0에는 이메일 주소로 된 식별자가 필요합니다.",
        "Open Badges 2.0 needs an e-mail address in {path}.",
    ),
}
