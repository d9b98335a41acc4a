from .announcing import (
    DELIVER_WEBHOOK as DELIVER_WEBHOOK,
    EVENTS as EVENTS,
    PING as PING,
    announce as announce,
    is_heard as is_heard,
    ping as ping,
    resend as resend,
)
from .deliver import deliver_webhook as deliver_webhook
from .models import (
    DELIVERED as DELIVERED,
    NEVER as NEVER,
    PENDING as PENDING,
    DeliveryAttempt as DeliveryAttempt,
    Webhook as Webhook,
    WebhookDelivery as WebhookDelivery,
)
from .posting import cut_off as cut_off, retry_after_seconds as retry_after_seconds
from .signing import OVERLAP as OVERLAP
from .subscriptions import (
    change_subscription as change_subscription,
    rotate_secret as rotate_secret,
    subscribe as subscribe,
    unsubscribe as unsubscribe,
)
from .targets import LONGEST_URL as LONGEST_URL, TargetRefused as TargetRefused
