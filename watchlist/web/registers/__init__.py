"""What people keep beside the law: authorisations, suppressions, determinations, legal holds, erasures."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
