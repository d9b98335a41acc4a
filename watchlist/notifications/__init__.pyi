from .anchors import MAIL_ANCHOR as MAIL_ANCHOR, anchor_and_mail as anchor_and_mail, mail_anchor as mail_anchor
from .dispatch import notify as notify, people_with as people_with
from .mentions import mentions_of as mentions_of
from .models import Told as Told
from .preferences import (
    MAILS as MAILS,
    SEND_DAILY_MAIL as SEND_DAILY_MAIL,
    DailyMailLine as DailyMailLine,
    NotificationPreference as NotificationPreference,
    mail_wanted as mail_wanted,
    send_daily_mail as send_daily_mail,
    set_mail_preference as set_mail_preference,
)
from .sending import SEND_MAIL as SEND_MAIL, send_mail as send_mail
