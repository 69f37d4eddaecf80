"""A simulated OpenID provider of HelseID's kind, for personnel and machines.

Source: utviklerportal.nhn.no, HelseID; RFC 9126, RFC 9449, RFC 9068, RFC 9396."""

from innsyn.sandbox.simulators.helseid.simulator import simulator as simulator
