"""What every relying party and resource server of ours needs of OAuth 2.0 and OpenID Connect: the floor the adapters of `edge` stand on.

It adapts to no party of its own and imports no adapter; see docs/adr on the two doors."""
