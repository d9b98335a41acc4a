from .dispositions import (
    CASE as CASE,
    DISPOSITION as DISPOSITION,
    DispositionRecord as DispositionRecord,
    case_field as case_field,
    shipping_fields as shipping_fields,
)
from .examples import ANSWER as ANSWER, RECORDS_BODIES as RECORDS_BODIES, RECORDS_EXAMPLES as RECORDS_EXAMPLES
from .reader_views import ReaderView as ReaderView
from .requests import (
    ScreeningRequest as ScreeningRequest,
    declared_manifest as declared_manifest,
    goods_digest as goods_digest,
    lines_field as lines_field,
    question_of as question_of,
)
from .same_goods import SameGoodsRecord as SameGoodsRecord, same_goods_records as same_goods_records
from .verdict_view import in_test_field as in_test_field
