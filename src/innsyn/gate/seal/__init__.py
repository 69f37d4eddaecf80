"""The seal: every log row becomes a leaf of one growing Merkle tree, whose signed roots anyone can check."""
