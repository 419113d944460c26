"""The command: notebooks laid out in a folder of the person's own, and Jupyter started on them."""
