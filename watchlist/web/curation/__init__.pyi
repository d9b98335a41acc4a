from .change_set_view import SetView as SetView, set_views as set_views
from .change_sets import PEOPLE_FIRST as PEOPLE_FIRST, VIEW_SETS as VIEW_SETS
from .source_view import source_views as source_views
from .sources import VIEW_SOURCES as VIEW_SOURCES
from .tasks import VIEW_TASKS as VIEW_TASKS
