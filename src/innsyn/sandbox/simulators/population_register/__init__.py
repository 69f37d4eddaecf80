"""A simulated population register of Folkeregisteret's kind, with a token endpoint of Maskinporten's kind in front of it.

Source: Skatteetaten, folkeregisteret-api-dokumentasjon, "Offentlig med hjemmel" 1.5; docs.digdir.no, Maskinporten."""

from innsyn.sandbox.simulators.population_register.application import simulator as simulator
from innsyn.sandbox.simulators.population_register.faults import Fault as Fault
from innsyn.sandbox.simulators.population_register.register import Register as Register
from innsyn.sandbox.simulators.population_register.running_register import API as API
from innsyn.sandbox.simulators.population_register.running_register import MASKINPORTEN as MASKINPORTEN
