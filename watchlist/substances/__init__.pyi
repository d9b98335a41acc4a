from .models import (
    CONFIDENCE_CHOICES as CONFIDENCE_CHOICES,
    Constituent as Constituent,
    Description as Description,
    Identifier as Identifier,
    Name as Name,
    Structure as Structure,
    Substance as Substance,
)
from .registry import (
    ConstituentFacts as ConstituentFacts,
    DescriptionFacts as DescriptionFacts,
    IdentifierFacts as IdentifierFacts,
    NameFacts as NameFacts,
    StructureFacts as StructureFacts,
    SubstanceFacts as SubstanceFacts,
    describe as describe,
    substance_facts as substance_facts,
)
