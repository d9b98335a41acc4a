from __future__ import annotations

import pytest
from rdkit import Chem

from chemistry.class_rules.evaluate import RuleMatcher
from chemistry.class_rules.grammar import read_rule
from tests.chemistry.class_rules.invented import RULE, trace_of, traced

PRIMARY = RULE.replace('smarts = "C(=O)[OX2H]"\njoined = "not"', 'smarts = "[NH2]"\njoined = "and"')
OPEN = RULE.replace("max_mass = 400.0", 'open = "acyl"')
PYRIDINE = """\
[[cores]]
id = "pyridine"
words = "the pyridine"
smarts = "[N:1]-[CH2]-c1:[c:2]:[c:3]:n:[c:5]:[c:6]:1"

"""
PYRIDINES = RULE.replace("[[sites]]\n", f"{PYRIDINE}[[sites]]\n", 1)
REQUIRED = RULE.replace("max = 1\nallow = [", "required = true\nallow = [").replace(
    '  { limb = "nitrogen", part', '  { classes = ["hydrogen"] },\n  { limb = "nitrogen", part'
)
LACKING = (
    RULE.replace('name = "phenylmethanamine"\nsmiles = "NCc1ccccc1"', 'name = "N-methyl one"\nsmiles = "CNCc1ccccc1"')
    .replace('words = "the nitrogen"\nat', 'words = "methyl"\nat')
    .replace("max = 1\nallow = [", 'required = true\nallow = [\n  { smiles = ["*C"] },')
)
TERTIARY = RULE.replace("max = 1\n", "max = 2\n")


@pytest.mark.parametrize(
    ("smiles", "outcome", "words"),
    [
        ("NCc1ccc(Cl)cc1", "member", "ring"),
        ("NCc1cc(Cl)c(Br)c(I)c1", "member", "ring"),
        ("CCNCc1ccccc1", "member", "nitrogen"),
        ("CCNCc1ccccc1F", "member", "ring nitrogen"),
        ("NCc1ccc2OCOc2c1", "member", "ring"),  # two attachments at one site
        ("NCc1ccc([N+](=O)[O-])cc1", "member", "ring"),  # a question answered yes
        ("NCc1ccc(N)cc1", "member", "ring"),
        ("C(NCc1ccc(F)cc1)c1ccccc1", "member", "ring nitrogen"),  # either ring may be the branch: one reading is enough
        ("CC(=O)NCc1ccccc1", "question", "nitrogen"),
        ("CC(=O)NCc1ccccc1F", "question", "ring nitrogen"),
        ("NCc1ccccc1", "excluded", ""),  # the reference itself
        ("NCc1ccc(F)cc1", "excluded", "ring"),
        ("NCc1ccc(C#N)cc1", "outside", "phenyl"),  # answered no, whatever the next alternative says
        ("NCc1ccc(C)cc1", "outside", "phenyl"),
        ("CCCNCc1ccccc1", "outside", "amine"),  # too many carbon atoms
        ("CN(C)Cc1ccccc1", "outside", "amine"),  # too many branches
        ("COCc1ccccc1", None, ""),
        ("NCc1ccccc1C(=O)O", None, ""),  # has what must not be there
        ("NCc1ccc(OC(C)=O)cc1", "member", "ring"),
        ("NC(C)c1ccccc1Cl", "outside", "frame"),  # at no site
        ("NC1CCc2ccccc21", None, ""),
        ("C1NCc2ccccc21", None, ""),
        ("NCc1cccc2ccccc12", "outside", "closed_ring"),
        ("C(NCc1cccc2ccccc12)c1ccccc1", "outside", "amine"),
        ("C(NCc1ccc(C)cc1)c1ccc(C)cc1", "outside", "benzyl-ring phenyl"),
        ("NCc1cc(I)c(I)c(Br)c1", "outside", "mass"),
    ],
)
def test_a_molecule_stands_to_a_class_as_its_words_say(smiles: str, outcome: str | None, words: str) -> None:
    trace = trace_of(smiles)
    assert (trace and trace.outcome) == outcome
    if trace is not None:
        failing = [failure.condition for failure in trace.failures]
        assert list(words.split()) == (failing if outcome == "outside" else list(trace.limbs))


@pytest.mark.parametrize(
    ("text", "smiles", "outcome"),
    [
        (PRIMARY, "NCc1ccccc1Cl", "member"),
        (PRIMARY, "CCNCc1ccccc1", None),
        (PYRIDINES, "NCc1ccncc1Cl", "member"),
        (PYRIDINES, "NCc1ccccc1Cl", "member"),
        (PYRIDINES, "NCc1cccnc1Cl", None),
        (OPEN, "NCc1ccccc1Cl", "question"),
        (OPEN, "NCc1ccccc1C", "outside"),
        (OPEN, "NCc1ccc(F)cc1", "excluded"),
        (REQUIRED, "NCc1ccccc1Cl", "member"),
        (REQUIRED, "CNCc1ccccc1Cl", "member"),
        (REQUIRED, "CN(C)Cc1ccccc1Cl", "outside"),
        (TERTIARY, "CN(C)Cc1ccccc1Cl", "member"),
        (TERTIARY, "CN(C)(C)Cc1ccccc1Cl", None),
    ],
)
def test_cores_and_sites_are_joined_as_the_rule_says(text: str, smiles: str, outcome: str | None) -> None:
    mol = Chem.MolFromSmiles(smiles)
    trace = trace_of(smiles, text) if mol is not None else None
    assert (trace and trace.outcome) == outcome


def test_an_unanswered_question_is_asked_in_words() -> None:
    trace = traced("CC(=O)NCc1ccccc1F")
    assert trace.questions == ("Is an amide an amine?",)
    assert [site.verdict for site in trace.sites] == ["question", "yes"]
    assert trace.sentence == f"{trace.statement} Open question: Is an amide an amine?"
    assert trace.sentence == (
        'May be inside the class "ring-substituted phenylmethanamines" by limbs ring and nitrogen: a fluoro group on'
        " the phenyl ring (ring), and an acetyl group on the nitrogen (nitrogen). Open question: Is an amide an amine?"
    )


def test_an_exclusion_says_who_it_is_and_why() -> None:
    trace = traced("NCc1ccc(F)cc1")
    assert trace.excluded_by == "4-fluorophenylmethanamine, has an entry of its own"
    assert traced("NCc1ccccc1").excluded_by == "it is phenylmethanamine itself"


DOUBTED = f'{RULE}question = "acyl"\n'
ANSWER = '\n[[answers]]\nquestion = "acyl"\nanswer = "{}"\ncitation = "said so"\nsource = "invented"\n'


@pytest.mark.parametrize(
    ("text", "outcome", "excluded_by", "elsewhere"),
    [
        (RULE, "excluded", "4-fluorophenylmethanamine, has an entry of its own", "4-fluorophenylmethanamine"),
        (DOUBTED, "question", "", ""),
        (DOUBTED + ANSWER.format("yes"), "excluded", "4-fluorophenylmethanamine, has an entry of its own", ""),
        (DOUBTED + ANSWER.format("no"), "member", "", ""),
    ],
)
def test_an_exclusion_under_a_question_takes_out_what_the_answer_says(
    text: str, outcome: str, excluded_by: str, elsewhere: str
) -> None:
    trace = traced("NCc1ccc(F)cc1", text)
    assert (trace.outcome, trace.excluded_by, trace.elsewhere) == (outcome, excluded_by, elsewhere)
    assert trace.questions == (("Is an amide an amine?",) if outcome == "question" else ())
    assert traced("NCc1ccc(Cl)cc1", text).outcome == "member"


def test_the_proviso_of_a_law_ends_what_is_said_of_a_member() -> None:
    text = RULE.replace("max_mass", 'proviso = "unless a schedule names it"\nmax_mass')
    assert traced("NCc1ccc(Cl)cc1", text).sentence.endswith("phenyl ring (ring), unless a schedule names it.")
    assert traced("NCc1ccc(C)cc1", text).sentence == traced("NCc1ccc(C)cc1").sentence


# The ring of the benzyl group takes halogen or hydroxy, or is an open question as a whole.
NESTED = RULE.replace('classes = ["halo"] }', 'classes = ["halo", "hydroxy"] }').replace(
    'part = "benzyl" },',
    'part = "benzyl" },\n  { limb = "nitrogen", classes = ["hydrocarbyl", "ether", "any"], question = "acyl" },',
)


def test_a_form_is_the_last_resort_after_the_questions_of_every_site() -> None:
    ether = "C(NCc1ccc(OC)cc1)c1ccc([N+](=O)[O-])cc1"
    assert traced("C(NCc1ccc(O)cc1)c1ccc([N+](=O)[O-])cc1", NESTED).outcome == "member"
    assert (traced(ether, NESTED).outcome, traced(ether, NESTED).forms) == ("question", ())
    as_form = RuleMatcher(read_rule(NESTED, "rule.toml")).as_form(Chem.MolFromSmiles(ether))
    assert as_form is not None
    assert (as_form.outcome, as_form.forms) == ("member", ("ether",))


def test_what_is_a_question_and_no_form_is_no_form() -> None:
    assert RuleMatcher(read_rule(RULE, "rule.toml")).as_form(Chem.MolFromSmiles("CC(=O)NCc1ccccc1")) is None


def test_a_required_site_says_what_it_lacks_and_what_stands_beside() -> None:
    empty, beside, other = (
        traced(smiles, LACKING).failures[0] for smiles in ("NCc1ccccc1", "CN(C)Cc1ccccc1", "NC(=O)NCc1ccccc1")
    )
    assert empty.sentence == "nothing but hydrogen where N-methyl one has methyl"
    assert (empty.site, empty.group) == ("methyl", "nothing but hydrogen")
    assert beside.sentence == "a methyl group as a further group on the nitrogen, beside a methyl group"
    assert (beside.site, beside.group) == ("", "")
    assert other.sentence == f"{other.group} in place of methyl"
    assert other.site == "methyl"


def test_a_hydroxy_group_esterified_or_etherified_is_a_form_of_a_member() -> None:
    assert traced("NCc1ccc(O)cc1").forms == ()
    assert traced("NCc1ccc(OC(C)=O)cc1").forms == ("ester",)
    assert traced("NCc1ccc(OC)cc1").forms == ("ether",)
    assert traced("NCc1cc(OC)c(OC(C)=O)cc1").forms == ("ester", "ether")
    assert traced("NCc1ccc(OS(C)(=O)=O)cc1").outcome == "outside"


def test_one_failing_condition_is_near_and_two_are_not() -> None:
    assert traced("NCc1ccc(C)cc1").is_near
    assert not traced("NCc1cc(C)c(C)cc1").is_near
    assert not traced("NCc1ccc(Cl)cc1").is_near


TITLE = '"ring-substituted phenylmethanamines"'
INSIDE = f"Inside the class {TITLE} by "
NEAR = f"Has the frame of the class {TITLE}, and is outside it by one condition: "
FAR = f"Has the frame of the class {TITLE}, and is outside it by 2 conditions: "
LEFT_OUT = f"Meets the words of the class {TITLE} (by limb ring), which leaves it out: "
BOTH = "a chloro group on the phenyl ring (ring), and an ethyl group on the nitrogen (nitrogen)."
ESTER = "an acetoxy group on the phenyl ring (ring); it is an ester of such a substance."
ELSEWHERE = "a methyl group on the methylene, where the class has hydrogen only."
INSTEAD = "where the class has halogen, hydroxy, alkylenedioxy, nitro, cyano or amino only."
SHORT = "where the class has alkyl of at most 2 carbon atoms or benzyl only."
TWO = "2 groups on the nitrogen, where the class has at most 1; a molecular mass of 466 u, above 400 u."


@pytest.mark.parametrize(
    ("smiles", "sentence"),
    [
        ("CCNCc1ccc(Cl)cc1", f"{INSIDE}limbs ring and nitrogen: {BOTH}"),
        ("NCc1ccc(OC(C)=O)cc1", f"{INSIDE}limb ring: {ESTER}"),
        ("NCc1ccc(C)cc1", f"{NEAR}a methyl group on the phenyl ring, {INSTEAD}"),
        ("CCCNCc1ccccc1", f"{NEAR}a propyl group on the nitrogen, {SHORT}"),
        ("NC(C)c1ccccc1", f"{NEAR}{ELSEWHERE}"),
        ("CN(C)Cc1cc(I)c(I)c(Br)c1", f"{FAR}{TWO}"),
        ("NCc1ccc(F)cc1", f"{LEFT_OUT}4-fluorophenylmethanamine, has an entry of its own."),
    ],
)
def test_a_sentence_says_what_and_where_in_words(smiles: str, sentence: str) -> None:
    assert traced(smiles).sentence == sentence


def test_marks_are_the_atoms_that_a_limb_speaks_of() -> None:
    trace = traced("CCNCc1ccc(Cl)cc1")
    assert trace.marks == {"ring": (8,), "nitrogen": (0, 1)}
    assert trace.atoms == (0, 1, 8)
    assert traced("NCc1ccccc1").atoms == tuple(range(8))


def test_atoms_of_a_part_are_those_of_the_whole_molecule() -> None:
    trace = traced("Fc1ccc(CNCc2cc(Cl)ccc2)cc1")
    whole = Chem.MolFromSmiles("Fc1ccc(CNCc2cc(Cl)ccc2)cc1")
    (inner,) = (site for site in trace.sites if site.site == "the ring of the benzyl group")
    assert [whole.GetAtomWithIdx(atom).GetSymbol() for atom in inner.atoms] in (["F"], ["Cl"])


@pytest.mark.parametrize("smiles", ["CCNCc1ccc(Cl)cc1", "CC(=O)NCc1cc(C)ccc1Br", "C(NCc1ccc(F)cc1)c1ccccc1"])
def test_the_order_of_writing_changes_nothing(smiles: str) -> None:
    first = traced(smiles)
    for text in Chem.MolToRandomSmilesVect(Chem.MolFromSmiles(smiles), 20, randomSeed=7):
        again = traced(text)
        assert (again.sentence, again.limbs, again.outcome) == (first.sentence, first.limbs, first.outcome)
        assert sorted(site.substituent for site in again.sites) == sorted(site.substituent for site in first.sites)


def test_large_molecules_are_not_evaluated() -> None:
    assert trace_of(f"NCc1ccc(O{'CCO' * 31})cc1") is None
