"""A young person's wish that her parents shall not see something: asking, waiting, and a clinician's decision."""
