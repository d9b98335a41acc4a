"""An invented class, in which each word of the grammar stands once; and what is made of a molecule by it."""

from __future__ import annotations

from rdkit import Chem

from chemistry.class_rules.evaluate import RuleMatcher
from chemistry.class_rules.grammar import read_rule
from chemistry.class_rules.trace import RuleTrace

RULE = """\
key = "invented"
title = "ring-substituted phenylmethanamines"
jurisdiction = "UN"
citation = "no law says this"
confidence = "unverified"
source = "invented"
max_mass = 400.0

[reference]
name = "phenylmethanamine"
smiles = "NCc1ccccc1"

[[limbs]]
id = "ring"
words = "halogen or hydroxy groups on the phenyl ring"

[[limbs]]
id = "nitrogen"
words = "alkyl groups of up to two carbon atoms, or a benzyl group, on the nitrogen"

[[cores]]
id = "frame"
words = "the methylene"
smarts = "[N:1]-[CH2,CHX4;!R]-c1:[c:2]:[c:3]:[c:4]:[c:5]:[c:6]:1"

[[cores]]
id = "acid"
words = "no carboxylic acid"
smarts = "C(=O)[OX2H]"
joined = "not"

[[sites]]
id = "amine"
words = "the nitrogen"
at = [1]
max = 1
allow = [
  { limb = "nitrogen", classes = ["alkyl"], max_carbons = 2 },
  { limb = "nitrogen", part = "benzyl" },
  { limb = "nitrogen", classes = ["acyl"], question = "acyl" },
]

[[sites]]
id = "phenyl"
words = "the phenyl ring"
at = [2, 3, 4, 5, 6]
allow = [
  { limb = "ring", classes = ["halo", "hydroxy", "alkylenedioxy"] },
  { limb = "ring", classes = ["nitro"], question = "nitro" },
  { limb = "ring", classes = ["cyano"], question = "cyano" },
  { limb = "ring", classes = ["cyano", "amino"] },
]

[[parts]]
id = "benzyl"
words = "benzyl"
smarts = "*-[CH2]-c1:[c:1]:[c:2]:[c:3]:[c:4]:[c:5]:1"

[[parts.sites]]
id = "benzyl-ring"
words = "the ring of the benzyl group"
at = [1, 2, 3, 4, 5]
allow = [
  { limb = "ring", classes = ["halo"] },
]

[[questions]]
id = "acyl"
words = "Is an amide an amine?"

[[questions]]
id = "nitro"
words = "Does halogen reach nitro?"

[[questions]]
id = "cyano"
words = "Does halogen reach cyano?"

[[answers]]
question = "nitro"
answer = "yes"
citation = "said so"
source = "invented"

[[answers]]
question = "cyano"
answer = "no"
citation = "denied it"
source = "invented"

[[exclusions]]
name = "4-fluorophenylmethanamine"
smiles = "NCc1ccc(F)cc1"
citation = "has an entry of its own"
"""


def trace_of(smiles: str, text: str = RULE) -> RuleTrace | None:
    return RuleMatcher(read_rule(text, "rule.toml")).evaluate(Chem.MolFromSmiles(smiles))


def traced(smiles: str, text: str = RULE) -> RuleTrace:
    trace = trace_of(smiles, text)
    assert trace is not None
    return trace
