from __future__ import annotations

import pickle

import pytest

from chemistry.class_rules.grammar import read_rule
from chemistry.class_rules.tables import RuleError
from tests.chemistry.class_rules.invented import RULE

BAD = [
    # what is changed, into what, the line it is reported at (how that line begins), the reason
    ('title = "ring-substituted phenylmethanamines"', "title = ", "title", "not TOML"),
    ('title = "ring-substituted phenylmethanamines"\n', "", "", "title is missing"),
    ('citation = "no law says this"', 'citation = " "', "citation", "citation is empty"),
    ('confidence = "unverified"', 'confidence = "sure"', "confidence", "'sure', not one of confirmed, reported"),
    ("max_mass = 400.0", 'max_mass = "400"', "max_mass", "not a number"),
    ("max_mass = 400.0", "max_mass = -1", "max_mass", "no number of 0 or more"),
    ("max_mass = 400.0", "max_mass = nan", "max_mass", "no number of 0 or more"),
    ("max_mass = 400.0", "max_mass = inf", "max_mass", "no number of 0 or more"),
    ("max_mass = 400.0", "max_mass = -inf", "max_mass", "no number of 0 or more"),
    ("max_mass = 400.0", "max_mass = 100.0", "smiles", "fails its own rule: a molecular mass of 107 u, above 100 u"),
    ("max_mass = 400.0", "maximum_mass = 400.0", "maximum_mass", "unknown key maximum_mass"),
    ('key = "invented"', 'key = "mass"', "key", "cannot be an id"),
    ('smiles = "NCc1ccccc1"', 'smiles = "NCc1cccc"', "smiles", "cannot be read as SMILES"),
    ('smiles = "NCc1ccccc1"', 'smiles = "NCC1CCCCC1"', "smiles", "no core lies on the reference"),
    ('smiles = "NCc1ccccc1"', 'smiles = "NCc1ccccc1.Cl"', "smiles", "several components"),
    ('smiles = "NCc1ccc(F)cc1"', 'smiles = "NCc1ccc(F)cc1.Cl"', 'smiles = "NCc1ccc(F)cc1.Cl"', "several components"),
    ('smiles = "NCc1ccccc1"', 'smiles = "NCc1ccc(C)cc1"', "smiles", "fails its own rule: a methyl group on the phenyl"),
    ('smiles = "NCc1ccccc1"', 'smiles = "NCc1ccc(Cl)cc1"', "smiles", "has a change that limb ring names"),
    ('smiles = "NCc1ccccc1"', 'smiles = "CC(=O)NCc1ccccc1"', "smiles", "has a change that limb nitrogen names"),
    ('joined = "not"', 'joined = "and"', 'smiles = "NCc1ccccc1"', 'an "and" core is not on the reference'),
    ('id = "nitrogen"', 'id = "ring"', 'id = "ring"', "the id ring stands twice"),
    ('id = "benzyl-ring"', 'id = "phenyl"', 'id = "phenyl"', "the id phenyl stands twice"),
    ('smarts = "C(=O)[OX2H]"', 'smarts = "C(=O)[OX2H"', 'smarts = "C(', "cannot be read as SMARTS"),
    ('smarts = "C(=O)[OX2H]"', 'smarts = "C(=O).[OX2H]"', 'smarts = "C(', "in several parts"),
    ('smarts = "C(=O)[OX2H]"', 'smarts = "C(=O)[OX2H:1]"', 'smarts = "C(', 'only an "or" core bears sites'),
    ('joined = "not"', 'joined = "nor"', "joined", "not one of or, and, not"),
    ('joined = "not"', 'join = "not"', "join", "unknown key join"),
    ("at = [2, 3, 4, 5, 6]", "at = [2, 3, 4, 5]", 'smarts = "[N', "map number 6 without a site"),
    ("[c:5]:[c:6]:1", "[c:5]:[c:5]:1", 'smarts = "[N', "a map number stands twice"),
    ("at = [2, 3, 4, 5, 6]", "at = [2, 3, 4, 5, 6, 8]", "at = [2, 3, 4, 5, 6, 8]", "unknown map number 8"),
    ("at = [2, 3, 4, 5, 6]", "at = []", "at = []", "a site without map numbers"),
    ("at = [2, 3, 4, 5, 6]", 'at = ["2"]', "at", "not a list of numbers"),
    ("max = 1", "max = 1\nrequired = true", "max", "a required site bears exactly one branch"),
    ("max = 1", "max = 1.5", "max", "max is not a whole number"),
    ("max = 1", "max = -1", "max", "max is no whole number of 0 or more"),
    ("max = 1", "max = true", "max", "max is no whole number of 0 or more"),
    ("max_carbons = 2", "max_carbons = 2.0", '  { limb = "nitrogen"', "max_carbons is not a whole number"),
    ("max = 1", "required = 1", "required", "not true or false"),
    ('  { limb = "ring", classes = ["halo"] },\n', "", "allow = [\n]", "a site without alternatives"),
    ('classes = ["halo"]', 'classes = ["halogen"]', '  { limb = "ring", classes', "unknown class halogen"),
    ('classes = ["halo"]', 'smiles = ["F"]', '  { limb = "ring", smiles', "no branch with one attachment"),
    ('classes = ["halo"]', 'smiles = ["*OCO*"]', '  { limb = "ring", smiles', "no branch with one attachment"),
    ('classes = ["halo"]', "max_carbons = 2", '  { limb = "ring", max', "one of smiles, classes and part"),
    ('classes = ["halo"]', 'class = ["halo"]', '  { limb = "ring", class', "one of smiles, classes and part"),
    ('{ limb = "ring", classes = ["halo"] }', '{ limb = "C", classes = ["halo"] }', '  { limb = "C"', "unknown limb C"),
    ('part = "benzyl"', 'part = "phenethyl"', '  { limb = "nitrogen", part', "unknown part phenethyl"),
    ('question = "acyl" }', 'question = "amide" }', '  { limb = "nitrogen", classes = ["acyl"]', "unknown question"),
    ('classes = ["halo"]', 'part = "benzyl"', '[[parts]]', "names only parts that stand after it"),
    ('smarts = "*-[CH2]', 'smarts = "[CH2]', 'smarts = "[CH2]', "begins with *"),
    ('words = "Is an amide an amine?"', 'words = ""', 'words = ""', "words is empty"),
    ('answer = "no"', 'answer = "maybe"', "answer", "not one of yes, no"),
    ('question = "cyano"\nanswer', 'question = "azide"\nanswer', 'question = "azide"', "an answer to no question"),
    ('question = "cyano"\nanswer', 'question = "nitro"\nanswer', 'question = "nitro"', "a second answer to nitro"),
    ('citation = "has an entry of its own"', 'citation = "x"\nquestion = "u"', 'question = "u"', "unknown question"),
    ("[[limbs]]\n", '[[limbs]]\nid = "Z"\nwords = "z"\n\n[[limbs]]\n', 'id = "Z"', "a limb that no site uses: Z"),
    ("[[questions]]\n", '[[questions]]\nid = "z"\nwords = "z?"\n\n[[questions]]\n', 'id = "z"', "no site uses: z"),
    ("max_mass = 400.0", 'open = "all"', "open", "unknown question all"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "reason"), BAD, ids=[f"{new[:40]!r}: {why}" for _, new, _, why in BAD])
def test_a_bad_rule_is_refused_with_its_line_and_the_reason(old: str, new: str, at: str, reason: str) -> None:
    assert RULE.count(old) >= 1
    text = RULE.replace(old, new) if RULE.count(old) == 1 else new.join(RULE.rsplit(old, 1))
    with pytest.raises(RuleError) as refused:
        read_rule(text, "rules/invented/rule.toml")
    assert reason in refused.value.reason
    assert text.splitlines()[refused.value.line - 1 :][0].startswith(at.splitlines()[0] if at else "key")
    assert str(refused.value) == f"rules/invented/rule.toml:{refused.value.line}: {refused.value.reason}"


def test_a_rule_without_a_frame_is_refused() -> None:
    head, _, rest = RULE.partition("[[cores]]")
    with pytest.raises(RuleError, match='a rule without an "or" core'):
        read_rule(f"{head}[[sites]]{rest.partition('[[sites]]')[2]}", "rule.toml")


def test_a_rule_whose_reference_is_an_open_question_is_refused() -> None:
    text = RULE.replace(
        "max = 1\nallow = [", 'required = true\nallow = [\n  { classes = ["hydrogen"], question = "acyl" },'
    )
    with pytest.raises(RuleError, match=r"rule.toml:11: the reference is itself an open question: Is an amide"):
        read_rule(text, "rule.toml")


def test_a_rule_can_be_sent_to_another_process() -> None:
    rule = read_rule(RULE, "rule.toml")
    assert pickle.loads(pickle.dumps(rule)) == rule  # noqa: S301 - what was written here


def test_a_rule_holds_what_its_text_says() -> None:
    rule = read_rule(RULE, "rule.toml")
    assert (rule.key, rule.max_mass, rule.open) == ("invented", 400.0, "")
    assert [(core.id, core.joined) for core in rule.cores] == [("frame", "or"), ("acid", "not")]
    assert [site.id for site in rule.sites] == ["amine", "phenyl"]
    assert [question.answer and question.answer.is_yes for question in rule.questions] == [None, True, False]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (f"max_mass = 1{'0' * 400}", "max_mass is no number of 0 or more"),
        (f"max_mass = 1{'0' * 5_000}", "not TOML"),
        (f"max_mass = {'[' * 10_000}", "not TOML"),
    ],
)
def test_a_rule_that_would_break_its_reader_is_refused(written: str, reason: str) -> None:
    with pytest.raises(RuleError, match=reason):
        read_rule(RULE.replace("max_mass = 400.0", written), "rule.toml")
