// The keys of every page: off in fields, and where the reader turned single keys off (WCAG 2.1.4).
