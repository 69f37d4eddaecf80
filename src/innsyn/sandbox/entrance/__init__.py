"""The sandbox's entrance: one-click test logins on the front page, for the cast and for whoever a load brought in."""

from innsyn.sandbox.entrance.feature import entrance as entrance
