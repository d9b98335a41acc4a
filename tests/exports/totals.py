"""A sum over a shipment and a stored one, as the pipeline gives it. All invented."""

from __future__ import annotations

from typing import Any

Record = dict[str, Any]


def shipment_finding(**changes: Any) -> Record:
    """A sum over this shipment and a stored one."""
    return {
        "id": "us-list-2/acetone|2026-03|lakeshore",
        "kind": "cumulative_quantity",
        "party": {"name": "Lakeshore Generics", "role": "consignee"},
        "jurisdiction": "US",
        "list": "us-list-2",
        "list_title": "21 CFR 1310.02(b), List II",
        "category": "List II",
        "entry": "us-list-2/acetone",
        "substance": "Acetone",
        "citation": "21 CFR 1310.04(f)(2)",
        "required": "500 gallons or 1,500 kilograms, cumulative in a calendar month",
        "confidence": "unverified",
        "certainty": "exact",
        "effect": "triggers_duty",
        "period": ["2026-03-01", "2026-04-01"],
        "total": "1550",
        "unit": "kg",
        "limit": "1500",
        "met": "yes",
        "parcels": [
            {
                "reference": "",
                "line": 1,
                "stored": False,
                "screening": None,
                "date": "2026-03-05",
                "quantity": "150 kg",
            },
            {
                "reference": "INV-1",
                "line": 3,
                "stored": True,
                "screening": "7d3c0b6e-0000-4000-8000-000000000000",
                "date": "2026-03-02",
                "quantity": "1400 kg",
            },
        ],
        "parcels_left_out": 0,
        "unmeasured": [],
        "similar_total": None,
        "explanation": "1,550 kg of acetone go to Lakeshore Generics in March 2026, which reaches 1,500 kg.",
        "lines": [1],
        **changes,
    }
