from .examples import ANSWER as ANSWER
from .reader_views import ReaderView as ReaderView
from .requests import (
    ScreeningRequest as ScreeningRequest,
    goods_digest as goods_digest,
    lines_field as lines_field,
    question_of as question_of,
)
from .same_goods import SameGoodsRecord as SameGoodsRecord, same_goods_records as same_goods_records
