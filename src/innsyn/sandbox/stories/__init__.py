"""The lives of the synthetic nation: who the cast is, what happened to each, and everything as FHIR resources."""

from innsyn.sandbox.stories.cast import CastMember, cast
from innsyn.sandbox.stories.life import Life, custodian_of, lives, shared_resources

__all__ = ["CastMember", "Life", "cast", "custodian_of", "lives", "shared_resources"]
