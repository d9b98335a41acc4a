"""Hold inventories to the schema of CycloneDX, to SPDX and to purl: `build/supply/bin/python -P` this file, and files.

Runs in an environment of its own (`make sbom`), with libraries that share nothing with what wrote the inventories.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation import make_schemabased_validator
from license_expression import get_spdx_licensing
from packageurl import PackageURL

VALIDATOR = make_schemabased_validator(OutputFormat.JSON, SchemaVersion.V1_6)
SPDX = get_spdx_licensing()


def faults(text: str) -> Iterator[str]:
    """Yield what is wrong with an inventory."""
    found = VALIDATOR.validate_str(text)
    if found is not None:
        yield f"the schema refuses it: {found.data.message if hasattr(found.data, 'message') else found}"
        return
    document = json.loads(text)
    components = [document["metadata"]["component"], *document["components"]]
    references = Counter(component["bom-ref"] for component in components)
    yield from (f"{reference} stands twice" for reference, count in references.items() if count > 1)
    for component in components:
        purl = component.get("purl")
        if purl and PackageURL.from_string(purl).to_string() != purl:
            yield f"{purl} is written {PackageURL.from_string(purl).to_string()}"
        for licence in component.get("licenses", ()):
            yield from (f"{purl}: {error}" for error in licence_errors(licence.get("expression", "")))
    for dependency in document["dependencies"]:
        named = {dependency["ref"], *dependency["dependsOn"]}
        yield from (f"{reference} is needed and not there" for reference in named - references.keys())


def licence_errors(expression: str) -> list[str]:
    """Return what SPDX does not know of an expression; a reference of one's own is one's own."""
    own = {symbol for symbol in SPDX.unknown_license_keys(expression) if not symbol.startswith("LicenseRef-")}
    return [f"no licence of SPDX: {symbol}" for symbol in sorted(own)]


def main(paths: list[str]) -> bool:
    """Print the faults of some files, and end with 1 where there is one."""
    all_faults = [f"{path}: {fault}" for path in paths for fault in faults(Path(path).read_text(encoding="utf-8"))]
    print("\n".join(all_faults) or f"{len(paths)} valid")
    return bool(all_faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
