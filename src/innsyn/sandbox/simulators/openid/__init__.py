"""What the simulated identity providers have in common on the wire: OAuth 2.0, OpenID Connect and the page to choose a person."""
