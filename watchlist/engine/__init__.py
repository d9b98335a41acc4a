"""The engine: what knows chemistry and law, and needs no database. It imports no Django, directly or indirectly.

    from watchlist.engine import Engine, Question

    answer = Engine.from_seeds().screen([{"name": "acetone"}], Question(origin="DE", destination="US"))

What is named here is loaded when it is first used: a service that asks for one module of it loads no other.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
