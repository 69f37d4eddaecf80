"""What the standing resources say about access: powers of attorney, shields, decisions to withhold, and relations from the register."""
