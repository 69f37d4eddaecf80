"""A simulated OpenID provider of ID-porten's kind, for citizens.

Source: docs.digdir.no, ID-porten; OpenID Connect Core 1.0."""

from innsyn.sandbox.simulators.idporten.simulator import simulator as simulator
