"""Dictionaries for compressed bodies, by number. Written by `python -m innsyn.record.train_dictionary`, never changed afterwards."""
