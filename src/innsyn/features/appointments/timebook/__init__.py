"""The desk's timebook: an office's day, what waits for its answer, opening and closing times, and calling somebody in."""
