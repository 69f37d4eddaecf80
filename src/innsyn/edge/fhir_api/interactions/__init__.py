"""One module for each interaction of the REST interface, named as the standard names it."""
