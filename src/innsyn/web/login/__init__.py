"""Logging in and out, at both doors: the browser's side of what `edge` does with the providers."""
