"""The words of an answer, each with its meaning: the only place that says which words there are.

A word is its text: `Verdict.REVIEW == "review"`, as JSON it is `"review"`, and as a key it finds what the text finds.
`Verdict.REVIEW.meaning` says what it means, in one sentence for a person. Where an order counts, the members have it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Self, cast


class Word(StrEnum):
    """A word of the contract. Each member is declared as its text and its meaning."""

    meaning: str

    def __new__(cls, text: str, meaning: str) -> Self:
        """Return the member: the text itself, with its meaning beside it."""
        word = str.__new__(cls, text)
        word._value_ = text
        word.meaning = meaning
        return word

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return the member of a text, in a tenth of the time of `cls(text)`. Raises `ValueError`."""
        try:
            return cast("Self", cls._value2member_map_[text])
        except KeyError:
            raise ValueError(f"{text!r} is no {cls.__name__}") from None


class Verdict(Word):
    """The machine's word on a line; when several hold, the first."""

    CONTROLLED = (
        "controlled",
        "A text in force names or reaches what was declared. It does not say that the movement is unlawful.",
    )
    REVIEW = (
        "review",
        "A person must look, for what the findings, conflicts and problems of the line say, or for its route.",
    )
    UNRESOLVED = "unresolved", "Nothing on the line could be identified."
    NO_MATCH = (
        "no_match",
        "All that was given was read and compared, to the depth stated, and nothing above low severity came.",
    )


class VerdictGround(Word):
    """What a verdict rests on that is neither a finding, nor a conflict, nor a problem of the line."""

    ROUTE_NOT_HELD = (
        "route_not_held",
        "The law of a country on the route is not held whole here: one task of the shipment, and no word on the goods.",
    )


class RouteHeld(Word):
    """How much is held of the law of a country on the route."""

    NONE = "none", "No list of it is held."
    IN_PART = "in_part", "Some of its lists or entries are held, which never speak for the rest."


class RouteResult(Word):
    """What a person found who checked the law of a country that is not held."""

    ALLOWED = "allowed", "It asks no permit for the goods."
    PERMIT = "permit", "It asks a permit, which is there."
    REFUSED = "refused", "It does not let the goods pass, or asks a permit that is not there: it covers nothing."


class RouteAnswer(Word):
    """How far the task of a gap in the law held is answered, by what people recorded before."""

    OPEN = "open", "Nothing recorded covers it."
    SOME_GOODS = "some_goods", "What was checked is for certain substances: lines of others ask still."
    COVERED = "covered", "What was checked covers every line."
    REFUSED = "refused", "It was checked, and refused: the lines ask still."


class Action(Word):
    """What the law asks next, the strongest first: what is not known to be due may be due, and so ranks above records.

    The action of a duty is never `none_known`.
    """

    HOLD = (
        "hold",
        "The law asks that the goods be held; or they are a controlled drug, whose own law must be asked.",
    )
    AUTHORISE = "authorise", "An authorisation, a licence or a permit is due."
    NOTIFY = "notify", "A notice to an authority is due."
    UNKNOWN = "unknown", "What is due depends on facts that are not given, or on law that was not read."
    RECORD = "record", "Records are due."
    NONE_KNOWN = "none_known", "No duty is known to be due."


class Severity(Word):
    """How much a line, a finding or a conflict asks for a person, the highest first.

    A finding has one, so it is never `none`; a conflict is `medium` or `low`.
    """

    HIGH = "high", "An authorisation, a permit or advance notice is or may be due, or the goods are a controlled drug."
    MEDIUM = "medium", "A person must look: what is due, what the goods are or whether the law holds is open."
    LOW = "low", "Only records and vigilance are known to be due, or the signal is weak; it is no reason to look."
    NONE = "none", "The line has no finding and no conflict."


class Tier(Word):
    """How the goods stand to the law, as a reader meets it: what is controlled, what may be, what comes close."""

    DRUG_REFERENCE = "drug_reference", "A controlled drug, or a form of one: drug law applies, not precursor law."
    EXEMPT = "exempt", "Listed or inside a class, but a condition that the law names is known to be met and exempts it."
    LISTED = "listed", "The substance that the entry names."
    LISTED_FORM = "listed_form", "A form that the entry's own reach covers, or that still holds the listed substance."
    CLASS_MEMBER = "class_member", "Inside a class that a law defines by structure."
    ANNOUNCED = "announced", "Published, and not in force on the day."
    MONITORED = "monitored", "On a surveillance list: not controlled, and watched."
    LISTED_ELSEWHERE = (
        "listed_elsewhere",
        "Listed by the law of another country than those of the route, and by none that was asked.",
    )
    NEAR_BOUNDARY = "near_boundary", "Outside a legal class or the reach of a listing by a named condition."
    ANALOGUE = "analogue", "On no list and in no class, and its structure resembles something listed, which is named."


LEGAL: Final = frozenset({Tier.LISTED, Tier.LISTED_FORM, Tier.CLASS_MEMBER})
"""The tiers of what law in force names or reaches."""
SIGNALS: Final = (Tier.NEAR_BOUNDARY, Tier.ANALOGUE)
"""Tiers that two officers may always set aside."""
GUESSED: Final = (Tier.LISTED, Tier.LISTED_FORM, Tier.CLASS_MEMBER, Tier.EXEMPT, Tier.ANNOUNCED, Tier.MONITORED)
"""Tiers that they may set aside where the reading is a guess."""


class Certainty(Word):
    """How sure it is what the goods are, the surest first."""

    EXACT = "exact", "A known number or name, or a structure as given."
    PARSED = "parsed", "Read by nomenclature, or from text without its words of purity, packing and the like."
    GUESS = "guess", "Fuzzy, cut off or ambiguous; or the words of a class leave open whether it is inside."


class Confidence(Word):
    """What a fact of the law rests on, the firmest first."""

    CONFIRMED = "confirmed", "Read in a primary text."
    REPORTED = "reported", "Read in a secondary text."
    UNVERIFIED = "unverified", "Not confirmed by any text: it never makes a line controlled, and lowers nothing."


class Branch(Word):
    """Which kind of control a list belongs to."""

    PRECURSOR = "precursor", "Chemicals of which drugs are made."
    DRUG = "drug", "Controlled drugs themselves, and classes of them."
    SURVEILLANCE = "surveillance", "Watched by agreement or by the house; no duty of law."


class Form(Word):
    """As which form of the listed substance a finding names the goods, the one that says most first."""

    ESTER = "ester", "An ester of it."
    ETHER = "ether", "An ether of it."
    AMIDE = "amide", "An amide of it."
    CARBAMATE = "carbamate", "A carbamate of it."
    HALIDE = "halide", "A halide of it."
    ACETAL = "acetal", "An acetal of it."
    ADDUCT = "adduct", "An adduct of it, as with bisulphite."
    SALT = "salt", "A salt of it."
    STEREOISOMER = "stereoisomer", "Another optical or geometric isomer of it."
    MIXTURE_COMPONENT = "mixture_component", "It is one component of a declared mixture."
    HYDRATE = "hydrate", "A hydrate of it."
    ISOTOPOLOGUE = "isotopologue", "It with heavy isotopes."
    CONTAINED = "contained", "It is contained in a material: a natural product, a preparation, a brand."


class FoundForm(Word):
    """Every way in which chemistry found the goods to be the listed substance, in the order in which it names them."""

    MIXTURE_COMPONENT = "mixture_component", "It is one component of a declared mixture."
    SALT = "salt", "A salt of it."
    HYDRATE = "hydrate", "A hydrate of it."
    ISOTOPOLOGUE = "isotopologue", "It with heavy isotopes."
    STEREO_UNSPECIFIED = "stereo_unspecified", "Drawn without stereochemistry, which contains the listed isomer."
    OPTICAL_ISOMER = "optical_isomer", "Another optical isomer of it."
    GEOMETRIC_ISOMER = "geometric_isomer", "Another geometric isomer of it."
    ESTER = "ester", "An ester of it."
    ETHER = "ether", "An ether of it."
    AMIDE = "amide", "An amide of it."
    CARBAMATE = "carbamate", "A carbamate of it."
    HALIDE = "halide", "A halide of it."
    ACETAL = "acetal", "An acetal of it."
    ADDUCT = "adduct", "An adduct of it, as with bisulphite."
    CONTAINED = "contained", "It is contained in a material: a natural product, a preparation, a brand."


class Depth(Word):
    """By what a line was compared, the deepest first."""

    STRUCTURE = "structure", "By the structure of the goods."
    IDENTIFIER = "identifier", "By a number or a key that stands for the goods."
    NAME = "name", "By a name alone."
    NONE = "none", "There was nothing to compare."


class Bears(Word):
    """Whether the list of a finding bears on the movement of its line."""

    YES = "yes", "It bears on the movement."
    NO = "no", "It does not bear on the movement."
    UNKNOWN = "unknown", "The movement does not say, or the list binds States and no trader."


class LeftOut(StrEnum):
    """Why stored goods are in no sum: no word of the contract, which counts them and says so in sentences."""

    DISMISSED = "dismissed"
    """People said that they are another substance."""
    NOT_MOVED = "not_moved"
    """They were refused, withdrawn or seized."""
    REPEATED = "repeated"
    """Another shipment declares the very same goods, and counts them."""


class Met(Word):
    """Whether a line meets a condition. It speaks of the condition itself; the effect says what follows."""

    YES = "yes", "The condition is met."
    NO = "no", "The condition is not met."
    UNKNOWN = "unknown", "What is declared, or what is known here, does not decide it."


class DecisionWord(Word):
    """What people made of a line, whatever the machine's verdict."""

    CONFIRMED = "confirmed", "All that asked for a judgement was confirmed."
    DISMISSED = "dismissed", "All of it was dismissed, with a second officer where the law of the service asks one."
    IN_PART = "in_part", "All of it is judged: a part was confirmed, and a part dismissed."
    WAITING = "waiting", "What is not decided waits for a second officer."
    UNDECIDED = "undecided", "Somebody looked, and left a part of it undecided."
    OPEN = "open", "A part is judged, and a part is to be judged."


class Effect(Word):
    """What a condition does when it is met."""

    TRIGGERS_DUTY = "triggers_duty", "The duty is due; the goods are listed either way."
    EXEMPTS = "exempts", "The goods are outside the listing."


class ConditionKind(Word):
    """What a condition of the law is about."""

    QUANTITY = "quantity", "How much one transaction moves."
    CUMULATIVE_QUANTITY = "cumulative_quantity", "How much one party is sent, or sends, over a period."
    CONCENTRATION = "concentration", "Which share of the goods the listed substance is."
    PRODUCT_FORM = "product_form", "As what the goods are traded."
    AUTHORISATION = "authorisation", "Whether a document on file covers the movement."


class ProductForm(Word):
    """As what goods are traded."""

    RAW = "raw", "The chemical itself."
    MIXTURE = "mixture", "A mixture or a solution with it."
    MEDICINE = "medicine", "A medicine, ready for use."
    NATURAL = "natural", "A plant, an oil or another product of nature that contains it."
    STANDARD = "standard", "A reference standard or a sample for analysis."
    WASTE = "waste", "Waste that contains it."


class LimitUnit(Word):
    """In which unit a limit on a sum is stated."""

    KILOGRAM = "kg", "Kilograms."
    LITRE = "l", "Litres."
    GALLON = "gal", "Gallons of the United States."


class DateBasis(Word):
    """Why the law of a finding was asked on the day on which it was."""

    EXPORT = "export", "The day of export: the law of the country that the goods leave."
    ARRIVAL = "arrival", "The day of arrival: the law of the country that they reach."
    TRANSIT = "transit", "The days from export to arrival: the law of a country that they pass."
    SUPPLY = "supply", "The day of supply: the law of a country that they never leave, or of an intermediary."
    GIVEN = "given", "The day that was asked for."
    ASSUMED = "assumed", "The day that its law asks for is not declared: another day of the line, or the day of asking."


class DatePrecision(Word):
    """How exactly the start of a listing is known."""

    DAY = "day", "To the day."
    YEAR = "year", "To the year: the day is the first on which it may have begun."
    UNKNOWN = "unknown", "It is not known: the listing holds on every day before its end."


class Operation(Word):
    """What is done with the goods."""

    IMPORT = "import", "They are brought into a country."
    EXPORT = "export", "They leave a country."
    TRANSIT = "transit", "They pass a country."
    TRANSHIPMENT = "transhipment", "They change the means of transport in a country that they pass."
    DOMESTIC = "domestic", "They are supplied within a country."
    INTERMEDIARY = "intermediary", "Somebody in a country arranges it, and the goods never touch that country."
    RETURN = "return", "They are sent back to where they came from."


class ResolutionSource(Word):
    """By whom a declared field was resolved to a substance, in the order in which they are asked."""

    WATCHLIST = "watchlist", "The names, numbers and structures of the law's own substances."
    DICTIONARY = "dictionary", "The general dictionary of chemicals of commerce."
    NOMENCLATURE = "nomenclature", "The reading of a systematic name."
    STRUCTURE = "structure", "The structure itself."


class IdentityField(Word):
    """Which declared field says what the goods are."""

    CAS = "cas", "The CAS number."
    NAME = "name", "The name."
    DECLARATION_ELEMENTS = "declaration_elements", "The elements of a Chinese customs declaration."
    SMILES = "smiles", "The structure, as SMILES."
    INCHI = "inchi", "The structure, as InChI."
    INCHIKEY = "inchikey", "The InChIKey."
    HS_CODE = "hs_code", "The code of the Harmonized System."
    CN_CODE = "cn_code", "The code of the Combined Nomenclature."
    UN_NUMBER = "un_number", "The UN number of dangerous goods."
    REMARKED_CAS = "remarked_cas", "A CAS number among the remarks, or beside an amount or a code."
    REMARKED_GOODS = "remarked_goods", "Words or codes of goods among the remarks, or words beside an amount or a code."
    COMMENT = "comment", "A comment on a cell of the line."


class TradeWordKind(Word):
    """What words taken off a name say of the goods."""

    CODE = "code", "A number of an article, a batch or dangerous goods."
    COLOUR = "colour", "A colour."
    CONCENTRATION = "concentration", "A strength or a share."
    DATE = "date", "A date, as of manufacture or expiry."
    GRADE = "grade", "A grade: technical, pharmaceutical, food."
    HAZARD = "hazard", "A class of dangerous goods, a packing group or a warning."
    LABEL = "label", "A word that heads a name or ends it: “product:”, “n.o.s.”."
    MEDICINE = "medicine", "A dosage form: tablets, injection."
    MIXTURE = "mixture", "A mixture or a preparation."
    PACKING = "packing", "Packages, and what they hold."
    PURITY = "purity", "A purity in words."
    PURPOSE = "purpose", "A purpose: for analysis, a sample."
    SOLUTION = "solution", "A solution."
    STATE = "state", "A state: powder, liquid, anhydrous, waste."
    TRADE = "trade", "A word of trade: brand, new, in stock."
    TRANSPORT = "transport", "Terms of delivery: FOB, CIF."


class SiteVerdict(Word):
    """Whether a class allows what stands at one site of its frame."""

    YES = "yes", "The class allows it."
    QUESTION = "question", "The words of the class leave it open."
    NO = "no", "The class does not allow it."


class EvidenceKind(Word):
    """What a resemblance to something listed rests on, the strongest claim first."""

    MASKED = "masked", "With a group left out that laws or past listings name, it is the listed structure."
    SAME_SKELETON = "same_skeleton", "It has the skeleton of the listed structure, with other elements or bond orders."
    CONTAINS = "contains", "It contains the whole skeleton of the listed structure."
    CONTAINED = "contained", "Its whole skeleton is part of the listed structure."
    SIMILAR = "similar", "It is built of like groups of atoms."


class NoticeKind(Word):
    """What sort of paper announces or proposes something."""

    PROPOSAL = "proposal", "An authority proposes a law."
    CONSULTATION = "consultation", "An authority asks for comments."
    NOTIFICATION = "notification", "An authority tells of what it means to do."
    RULE = "rule", "An act of law, in force from its day."
    NOT_IN_FORCE = "not_in_force", "An act of law whose day has not come, or is not set."
    WITHDRAWN = "withdrawn", "It was taken back."


class PartyRole(Word):
    """Which side of a shipment a party is on."""

    CONSIGNOR = "consignor", "It sends the goods."
    CONSIGNEE = "consignee", "It is sent the goods."
    SHIPMENT = "shipment", "No party is named: the shipment is summed as a whole."


class PartyMatch(Word):
    """How a party of the shipment is linked with a stored one."""

    EXACT = "exact", "The name is the same, but for its legal form and its spelling."
    SIMILAR = "similar", "The name looks alike; the two are never taken for one."


class Stage(Word):
    """Which stages of comparison the engine evaluates, in their order."""

    IDENTITY = "identity", "The goods are what an entry names."
    FORMS = "forms", "They are a form of it that the law reaches."
    CLASSES = "classes", "They are inside a class that a law defines by structure."
    RESEMBLANCE = "resemblance", "They resemble something listed."


class Visibility(Word):
    """How a workbook shows a sheet; one that is hidden was read as the others."""

    VISIBLE = "visible", "It is shown."
    HIDDEN = "hidden", "It is hidden, and a person may show it again."
    VERY_HIDDEN = "very_hidden", "It is hidden, and in no list of the sheets that may be shown again."
