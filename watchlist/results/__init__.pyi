from .answer_view import AnswerView as AnswerView, in_utc as in_utc
from .building import BUILD_RESULTS as BUILD_RESULTS, build_results as build_results
from .checking import altered_results_files as altered_results_files
from .dropping import drop_old_results as drop_old_results
from .file_formats import (
    MEDIA_TYPES as MEDIA_TYPES,
    MOST_IN_A_WORKBOOK as MOST_IN_A_WORKBOOK,
    RESULTS_FORMATS as RESULTS_FORMATS,
    holds as holds,
    is_offered as is_offered,
    write_results as write_results,
)
from .models import ResultsFile as ResultsFile, ResultsPart as ResultsPart
from .pieces import pieces_of as pieces_of
from .preparing import prepare_results as prepare_results, usual_formats as usual_formats
from .redaction import redacted as redacted
from .requesting import ResultsNotMade as ResultsNotMade, request_results as request_results
