from .models import Share as Share
from .work import ANSWER_SHARES as ANSWER_SHARES, answer_shares as answer_shares, screen_upload as screen_upload
