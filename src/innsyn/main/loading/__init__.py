"""Loading joined to the program: the processes that take units in, and the record they share."""
