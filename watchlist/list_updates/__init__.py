"""Lists as they are published: followed, read strictly, compared, and brought into the law by two people."""
