"""Sessions on the server: who is logged in, for how long, and logins on their way."""
