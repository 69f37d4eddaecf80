"""Ordinary lives for everyone without a story of their own."""
