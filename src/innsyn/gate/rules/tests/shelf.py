"""A shelf of resources, asked for all of them at once: every set of them is one whole number with a bit for each.

So a rule, a narrowed search and the table are evaluated once for thousands of resources, and compared as numbers.
"""

from functools import cache

from innsyn.gate.rules.situation import PATIENT, row_of
from innsyn.record.condition import AllOf, AnyOf, Everything, Not, Nothing, holds


class Shelf:
    """Resources told as situations, with the sets of them."""

    def __init__(self, things):
        """things: situations, of which only what tells of the resource is read."""
        self.things = tuple(things)
        self.rows = tuple(row_of(thing) for thing in self.things)
        self.everything = (1 << len(self.things)) - 1
        self._held = {}
        self.of_type = cache(lambda *types: self._those(lambda thing: thing.type in types))
        self.kept_by = cache(lambda *custodians: self._those(lambda thing: thing.custodian in custodians))
        self.drafted_by = cache(lambda *whom: self._those(lambda thing: _is_unsent_own(thing) and thing.drafted_by in whom))
        self.drafted_to = cache(lambda *custodians: self._those(lambda thing: thing.drafted_to in custodians))
        self.labelled = cache(lambda *codes: self._those(lambda thing: not set(codes).isdisjoint(thing.labels)))
        self.labelled_beyond = cache(lambda codes: self._those(lambda thing: not codes.issuperset(thing.labels)))
        self.coded = cache(lambda *tokens: self._those(lambda thing: not {thing.token, thing.also}.isdisjoint(tokens)))
        self.status = cache(lambda *codes: self._those(lambda thing: self._says(thing, "status", codes)))
        self.verified_as = cache(lambda *codes: self._those(lambda thing: self._says(thing, "verification-status", codes)))
        self.fresher_than = cache(lambda days: self._those(lambda thing: _age_in_days(thing) < days))

    def where(self, condition):
        """The set of those a condition is true of."""
        found = self._held.get(condition)
        if found is None:
            found = self._held[condition] = self._evaluated(condition)
        return found

    def chosen(self, bits):
        """The things of a set."""
        return [thing for place, thing in enumerate(self.things) if bits >> place & 1]

    def _evaluated(self, condition):
        match condition:
            case Everything():
                return self.everything
            case Nothing():
                return 0
            case Not(inner):
                return self.everything & ~self.where(inner)
            case AllOf(conditions):
                found = self.everything
                for each in conditions:
                    found &= self.where(each)
                return found
            case AnyOf(conditions):
                found = 0
                for each in conditions:
                    found |= self.where(each)
                return found
        return sum(1 << place for place, row in enumerate(self.rows) if holds(condition, row))

    def _those(self, is_one):
        return sum(1 << place for place, thing in enumerate(self.things) if is_one(thing))

    @staticmethod
    def _says(thing, parameter, codes):
        said = [("status", None, thing.status)] if thing.status else []
        said += [token for token in (thing.token, thing.also) if token]
        return any(named == parameter and code in codes for named, _, code in said)


def _is_unsent_own(thing):
    return thing.type == "Communication" and thing.custodian == PATIENT


def _age_in_days(thing):
    return thing.recorded_days_ago if thing.signed_days_ago is None else thing.signed_days_ago
