from .permissions import may_read as may_read, redacted as redacted, sees_reasons as sees_reasons
