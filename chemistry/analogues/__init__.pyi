from .committed import background_sha256 as background_sha256
from .cuts import Cuts as Cuts
from .evidence import EVIDENCE as EVIDENCE
from .masks import MaskSet as MaskSet
from .relative import TAILS as TAILS, Mask as Mask, Relative as Relative
from .relatives import RelativeReference as RelativeReference, RelativeSet as RelativeSet
