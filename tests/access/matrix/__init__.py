"""Who may do what, cell by cell: every address and every act of the service, asked by every kind of caller.

`pages.csv` and `api.csv` hold what is expected; the routes come from the code, so that none can be left out.
"""
