"""Papers as trade writes them, in every format that is read: the same goods, and what each reader must find of them."""
