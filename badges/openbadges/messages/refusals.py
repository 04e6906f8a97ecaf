"""Messages of the errors of this package: code to (Korean, English)."""

from __future__ import annotations

REFUSALS: dict[str, tuple[str, str]] = {
    "format.empty": ("파일이 비어 있습니다.", "The file is empty."),
    "format.unknown": (
        "배지 파일이 아닙니다. PNG 이미지나 JSON 문서를 올려 주세요.",
        "This is no badge: expected a PNG image or a JSON document.",
    ),
    "format.not_a_credential": (
        "JSON 문서이지만 배지(인증서)가 아닙니다.",
        "This JSON document is not a credential.",
    ),
    "json.too_large": (
        "문서가 너무 큽니다(최대 {limit}바이트).",
        "The document is larger than {limit} bytes.",
    ),
    "json.not_utf8": (
        "문서가 UTF-8이 아닙니다({position}번째 바이트).",
        "The document is not UTF-8 (byte {position}).",
    ),
    "json.syntax": (
        "JSON 문법 오류가 있습니다({line}행 {column}열).",
        "The document is not JSON (line {line}, column {column}).",
    ),
    "json.not_object": ("JSON 객체가 아닙니다.", "The document is not a JSON object."),
    "json.too_deep": (
        "문서가 {limit}단계보다 깊게 중첩되어 있습니다.",
        "The document is nested more than {limit} levels deep.",
    ),
    "json.too_many_values": (
        "문서에 값이 {limit}개보다 많습니다.",
        "The document holds more than {limit} values.",
    ),
    "json.constant": ("JSON에 쓸 수 없는 수입니다({name}).", "{name} is not a JSON number."),
    "json.number": ("{limit}자리보다 긴 수가 있습니다.", "A number has more than {limit} digits."),
    "json.duplicate_key": (
        "같은 이름의 항목이 두 번 나옵니다: “{key}”. 읽는 프로그램마다 내용이 달라질 수 있습니다.",
        "The key “{key}” is given twice, so programs may read different things.",
    ),
    "json.surrogate": (
        "깨진 문자가 들어 있습니다: {text}",
        "The document holds half of a character: {text}",
    ),
    "png.not_png": ("PNG 이미지가 아닙니다.", "This is not a PNG image."),
    "png.too_large": (
        "이미지 파일이 너무 큽니다(최대 {limit}바이트).",
        "The image is larger than {limit} bytes.",
    ),
    "png.truncated": ("이미지가 중간에 끊겨 있습니다.", "The image is cut off."),
    "png.checksum": (
        "이미지가 손상되었습니다(검사합 불일치).",
        "The image is damaged: a checksum is wrong.",
    ),
    "png.no_header": (
        "이미지의 머리 정보가 없거나 올바르지 않습니다.",
        "The image has no proper header.",
    ),
    "png.no_pixels": ("이미지에 그림 정보가 없습니다.", "The image holds no picture."),
    "png.dimensions": (
        "이미지 크기가 {width}×{height}입니다. 한 변이 1~{limit}픽셀이어야 합니다.",
        "The image is {width}×{height} pixels; each side has to be 1 to {limit}.",
    ),
    "png.trailing_data": (
        "이미지가 끝난 뒤에 다른 데이터가 붙어 있습니다.",
        "Other data follows the end of the image.",
    ),
    "png.no_credential": (
        "이 이미지에는 배지 정보가 들어 있지 않습니다.",
        "This image carries no badge.",
    ),
    "png.two_credentials": (
        "이 이미지에는 배지 정보가 둘 이상 들어 있습니다.",
        "This image carries more than one badge.",
    ),
    "png.chunk_malformed": (
        "이미지 안의 배지 정보가 올바르지 않습니다.",
        "The badge inside the image is malformed.",
    ),
    "png.chunk_compressed": (
        "이미지 안의 배지 정보가 압축되어 있습니다. 규격은 압축을 허용하지 않습니다.",
        "The badge inside the image is compressed, which the standard does not allow.",
    ),
    "context.unknown": (
        "알려지지 않은 컨텍스트이므로 불러오지 않았습니다: {url}",
        "It uses a context that is not known here and was not fetched: {url}",
    ),
    "context.inline": (
        "문서 안에 직접 적은 컨텍스트는 지원하지 않습니다.",
        "Contexts written into the document itself are not supported.",
    ),
    "context.changed": (
        "설치된 컨텍스트 파일이 고정된 것과 다릅니다: {url}",
        "The installed context file is not the pinned one: {url}",
    ),
    "terms.undefined": (
        "컨텍스트에 정의되지 않아 서명되지 않는 항목이 있습니다: “{term}”",
        "“{term}” is not defined by any context, so it would not be signed.",
    ),
    "terms.keyword": (
        "배지에 쓸 수 없는 JSON-LD 키워드가 있습니다: “{term}”",
        "The JSON-LD keyword “{term}” is not allowed in a badge.",
    ),
    "terms.relative": (
        "절대 주소가 아닌 식별자나 정의되지 않은 유형이 있습니다: “{term}”",
        "“{term}” is not an absolute identifier, or not a defined type.",
    ),
    "terms.language": (
        "언어 표시가 올바르지 않습니다: “{term}”",
        "“{term}” is not a language tag.",
    ),
    "canon.control_character": (
        "제어 문자가 들어 있어 안전하게 서명하거나 확인할 수 없습니다: {text}",
        "A control character keeps it from being signed or checked safely: {text}",
    ),
    "canon.too_costly": (
        "구조가 지나치게 복잡하여 확인하지 않았습니다.",
        "Its structure is too costly to canonicalise, so it was not checked.",
    ),
    "canon.json_ld": (
        "JSON-LD로 해석할 수 없습니다({reason}).",
        "It cannot be processed as JSON-LD ({reason}).",
    ),
    "multibase.base58": ("base58 값이 올바르지 않습니다.", "This is not a base58 multibase value."),
    "multibase.base64url": (
        "base64url 값이 올바르지 않습니다.",
        "This is not a base64url multibase value.",
    ),
    "key.length": ("키의 길이가 올바르지 않습니다.", "The key has the wrong length."),
    "key.codec": ("알 수 없는 종류의 키입니다.", "The key is of an unknown kind."),
    "key.kind": (
        "이 용도에 쓸 수 없는 종류의 키입니다({kind}).",
        "A key of the kind {kind} cannot be used here.",
    ),
    "key.jwk": ("Ed25519 JWK가 아닙니다.", "This is not an Ed25519 JWK."),
    "did.base_url": (
        "https 주소에서만 did:web을 만들 수 있습니다: {url}",
        "A did:web can only be made of an https address: {url}",
    ),
    "did.web": ("did:web 형식이 올바르지 않습니다: {did}", "This is not a proper did:web: {did}"),
    "resolve.failed": ("문서를 가져오지 못했습니다: {url}", "Could not fetch {url}."),
    "sign.already_signed": ("이미 서명된 문서입니다.", "The document is already signed."),
    "sign.key_kind": ("Ed25519 키로만 서명할 수 있습니다.", "Only Ed25519 keys can sign this."),
    "sign.method": (
        "검증 방법의 주소가 올바르지 않습니다: {method}",
        "This is not the address of a verification method: {method}",
    ),
    "sign.other_key": (
        "서명 키가 검증 방법이 가리키는 키와 다릅니다: {method}",
        "The signing key is not the one that {method} names.",
    ),
    "sign.naive_time": ("서명 시각에 시간대가 없습니다.", "The time of signing has no time zone."),
    "sign.signer_broken": (
        "서명 장치가 공개 키와 맞지 않는 서명을 돌려주었습니다.",
        "The signer returned a signature that does not match its public key.",
    ),
    "status_list.encoding": ("상태 목록을 풀 수 없습니다.", "The status list cannot be unpacked."),
    "status_list.too_large": (
        "상태 목록이 너무 큽니다(최대 {limit}바이트).",
        "The status list is larger than {limit} bytes.",
    ),
    "status_list.too_short": (
        "상태 목록이 너무 짧습니다({length}개). 131,072개 이상이어야 합니다.",
        "The status list has only {length} entries; it needs 131,072.",
    ),
    "status_list.length": (
        "상태 목록의 길이는 131,072 이상인 8의 배수여야 합니다({length}).",
        "A status list needs a length of at least 131,072 and a multiple of 8, not {length}.",
    ),
    "status_list.index": (
        "상태 목록({length}개)의 범위를 벗어난 번호입니다({index}).",
        "Index {index} is outside the status list of {length} entries.",
    ),
    "status_list.full": (
        "상태 목록이 가득 찼습니다({length}개 중 {counter}번째).",
        "The status list is full: {counter} of {length}.",
    ),
    "status_list.naive_time": (
        "상태 목록의 시각에 시간대가 없습니다.",
        "A time of the status list has no time zone.",
    ),
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
    "structure.number": ("수여야 합니다: {path}", "{path} has to be a number."),
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
        "학점은 0 이상의 수여야 합니다: {path} ({value})",
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
        "수여야 합니다: {path} (“{value}”)",
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
    "build.empty_text": ("빈 글은 쓸 수 없습니다: {path}", "{path} is empty."),
    "build.control_character": (
        "제어 문자나 깨진 문자가 들어 있습니다: {path}",
        "{path} holds a control character or half of a character.",
    ),
    "build.html_entity": (
        "HTML 문자 참조처럼 보이는 글은 일부 지갑에서 서명을 깨뜨립니다: {path} (“{value}”)",
        "“{value}” in {path} reads as an HTML entity, which breaks the signature in some wallets.",
    ),
}
