"""One widget a file. What shows them in a page is in ``stretchbook/front``."""
