from .answer import Answer as Answer
from .decision import Question as Question
from .engine import Engine as Engine
from .errors import CorrectTheQuestion as CorrectTheQuestion
from .reading import ManifestError as ManifestError
