from .collecting import feed as feed, import_collected as import_collected
from .edition_changes import ChangedEntry as ChangedEntry, EditionChanges as EditionChanges, changes_by as changes_by
from .errors import EntriesRefused as EntriesRefused, ListWouldShrink as ListWouldShrink, RefusedRow as RefusedRow
from .list_file import (
    LARGEST_FILE as LARGEST_FILE,
    LONGEST as LONGEST,
    MOST_ENTRIES as MOST_ENTRIES,
    ListFile as ListFile,
    read_house_list as read_house_list,
)
from .lists import (
    HouseListFacts as HouseListFacts,
    free_key as free_key,
    hide_from as hide_from,
    import_entries as import_entries,
    open_house_list as open_house_list,
    record_read as record_read,
    show_to as show_to,
)
from .models import (
    KEEP as KEEP,
    OPEN as OPEN,
    HouseEdition as HouseEdition,
    HouseEntry as HouseEntry,
    HouseList as HouseList,
)
from .overlay import KINDS as KINDS, HouseListOverlay as HouseListOverlay
from .visibility import (
    affected_lines as affected_lines,
    affected_summary as affected_summary,
    candidates as candidates,
    overlay_of_editions as overlay_of_editions,
    overlay_on as overlay_on,
    visible_editions as visible_editions,
)
