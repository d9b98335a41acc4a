from .permissions import may_read as may_read, sees_reasons as sees_reasons
