from .depiction import depict as depict
from .marks import is_sign as is_sign, limb_colour as limb_colour
from .sdf import SdRecord as SdRecord, sd_file as sd_file
