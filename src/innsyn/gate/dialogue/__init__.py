"""What the gate holds conversations to beside the rules: what was sent stays, what ended has ended, and nobody writes as another."""
