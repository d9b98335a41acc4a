"""How the service is run: what is logged, counted and answered of every call, and whether it is ready for one."""
