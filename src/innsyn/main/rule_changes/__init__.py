"""What a rule or a choice changes: who of the synthetic nation gains access to what, and who loses it, before it happens."""
