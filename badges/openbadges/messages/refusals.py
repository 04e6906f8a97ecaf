"""Messages of errors in reading, signing and baking: code to (Korean, English)."""

from __future__ import annotations

REFUSALS: dict[str, tuple[str, str]] = {
    "format.empty": ("파일이 비어 있습니다.", "The file is empty."),
    "format.unknown": (
        "배지 파일이 아닙니다. PNG나 SVG 이미지 또는 JSON 문서를 올리십시오.",
        "This is not a badge: expected a PNG or SVG image or a JSON document.",
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
        "이미지가 손상되었습니다(체크섬 불일치).",
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
    "image.unknown": (
        "PNG나 SVG 이미지가 아닙니다.",
        "This is neither a PNG nor an SVG image.",
    ),
    "svg.not_svg": ("SVG 그림이 아닙니다.", "This is not an SVG drawing."),
    "svg.too_large": (
        "SVG 파일이 너무 큽니다(최대 {limit}바이트).",
        "The SVG is larger than {limit} bytes.",
    ),
    "svg.too_many_elements": (
        "SVG 그림의 요소가 {limit}개를 넘습니다.",
        "The SVG holds more than {limit} elements.",
    ),
    "svg.encoding": ("SVG 파일이 UTF-8이 아닙니다.", "The SVG is not UTF-8."),
    "svg.malformed": (
        "SVG 그림이 중간에 끊겼거나 문법이 올바르지 않습니다.",
        "The SVG is cut off or not well-formed.",
    ),
    "svg.internal_subset": (
        "SVG 안에 문서 형식 선언(DTD)이 들어 있어 열지 않았습니다.",
        "The SVG carries declarations of its own (a DTD), so it was not read.",
    ),
    "svg.entity": (
        "SVG에 정의되지 않은 개체 참조가 있습니다: “{name}”",
        "The SVG refers to an entity that it may not define: “{name}”",
    ),
    "svg.active": (
        "프로그램을 실행할 수 있는 SVG에는 배지를 넣지 않습니다: “{found}”",
        "A drawing that could run a program is not baked: “{found}”",
    ),
    "svg.no_credential": (
        "이 SVG 그림에는 배지 정보가 들어 있지 않습니다.",
        "This SVG carries no badge.",
    ),
    "svg.two_credentials": (
        "이 SVG 그림에는 배지 정보가 둘 이상 들어 있습니다.",
        "This SVG carries more than one badge.",
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
    "terms.respelled": (
        "표준 용어 대신 전체 주소로 적은 항목이 있습니다: “{term}”. 내용을 숨기는 데 쓰일 수 있습니다.",
        "“{term}” is spelled as an address instead of a term, which can hide what it says.",
    ),
    "terms.moved": (
        "유효 기간이나 상태 같은 정보가 엉뚱한 자리에 있습니다: “{term}”",
        "What governs the validity of “{term}” stands where nobody would look for it.",
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
    "canon.number": (
        "JSON에 쓸 수 없거나 지나치게 긴 수가 있습니다({number}).",
        "{number} is not a number of JSON, or too long for one.",
    ),
    "canon.language_case": (
        "대문자가 든 언어 표시({text})는 프로그램마다 다르게 서명되어 확인할 수 없습니다.",
        "Programs sign the language tag {text} differently, so it cannot be checked.",
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
    "key.jwk": (
        "서명에 쓰는 공개 JWK가 아닙니다.",
        "This is not a public JWK for signatures.",
    ),
    "key.point": ("곡선 위에 있지 않은 키입니다.", "The key is not a point of its curve."),
    "key.rsa_size": (
        "RSA 키의 길이가 맞지 않습니다({bits}비트).",
        "An RSA key of {bits} bits is too short or too long.",
    ),
    "jwt.encoding": ("JWT를 풀 수 없습니다.", "The JWT cannot be decoded."),
    "jwt.two_credentials": (
        "JWT 안에 배지가 두 가지로 들어 있습니다.",
        "The JWT holds the badge twice, so programs may read different things.",
    ),
    "did.base_url": (
        "https 주소에서만 did:web을 만들 수 있습니다: {url}",
        "A did:web can only be made of an https address: {url}",
    ),
    "did.web": ("did:web 형식이 올바르지 않습니다: {did}", "This is not a proper did:web: {did}"),
    "resolve.failed": ("문서를 가져오지 못했습니다: {url}", "Could not fetch {url}."),
    "sign.already_signed": ("이미 서명된 문서입니다.", "The document is already signed."),
    "sign.no_context": (
        "컨텍스트가 없는 문서는 서명할 수 없습니다.",
        "A document without a context cannot be signed.",
    ),
    "sign.key_kind": (
        "이 종류의 키로는 서명할 수 없습니다.",
        "A key of this kind cannot sign this.",
    ),
    "sign.method": (
        "검증 방법의 주소가 올바르지 않습니다: {method}",
        "This is not the address of a verification method: {method}",
    ),
    "sign.other_key": (
        "서명 키가 검증 방법이 가리키는 키와 다릅니다: {method}",
        "The signing key is not the one that {method} names.",
    ),
    "sign.jwt_claim": (
        "JWT로 서명하려면 필요한 값이 없습니다({claim}).",
        "A JWT needs the claim {claim}, which the credential does not give.",
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
}
