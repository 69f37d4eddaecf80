"""Set-up: what stands between a fresh clone and a running command. Standard library only, and it speaks on stderr alone."""
