from .anchors import MAIL_ANCHOR as MAIL_ANCHOR, anchor_and_mail as anchor_and_mail, mail_anchor as mail_anchor
from .dispatch import notify as notify, people_with as people_with
from .models import Told as Told
from .sending import SEND_MAIL as SEND_MAIL, send_mail as send_mail
