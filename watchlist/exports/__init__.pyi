from .authorisations_export import authorisations_file as authorisations_file
from .law_files import (
    LAW_FILE_WRITERS as LAW_FILE_WRITERS,
    LawFile as LawFile,
    as_csv as as_csv,
    changes_file as changes_file,
    csv_rows as csv_rows,
    lists_file as lists_file,
)
from .look_back import csv_texts as csv_texts, json_texts as json_texts
from .matrix_export import matrix_file as matrix_file
from .member_tables import (
    MEMBER_TABLE_WRITERS as MEMBER_TABLE_WRITERS,
    class_members as class_members,
    members_file as members_file,
)
from .registry import EXPORTERS as EXPORTERS, exporter_in as exporter_in
