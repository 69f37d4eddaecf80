"""The database's shape, as numbered SQL files that are applied once, in order, and never edited afterwards."""
