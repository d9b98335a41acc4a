from .main import collect_garbage_seldom as collect_garbage_seldom, discard_output as discard_output
from .options import (
    add_input as add_input,
    add_output as add_output,
    add_question as add_question,
    question_of as question_of,
)
from .output import Watch as Watch, opened as opened, progress as progress, write_output as write_output
