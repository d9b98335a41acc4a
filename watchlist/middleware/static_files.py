"""Static files under hashed names, so that a browser may keep them for ever."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # its package ships no types
    """Names each file by its content, modules that import each other too.

    Until `collectstatic` has run, files go by their own names: a process that serves none needs no copies.
    """

    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        """Return the hashed name."""
        return super().stored_name(name) if self.hashed_files else name
