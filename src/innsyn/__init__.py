"""Innsyn: a country's health records, read by those they are about and by those who treat them."""
