from .committed import background_sha256 as background_sha256
from .cuts import Cuts as Cuts
from .evidence import EVIDENCE as EVIDENCE
from .mask import TAILS as TAILS, Mask as Mask
from .masks import MaskSet as MaskSet
from .relative import Relative as Relative
from .relatives import RelativeReference as RelativeReference, RelativeSet as RelativeSet
