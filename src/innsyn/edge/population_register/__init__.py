"""The population register (Folkeregisteret): who a person is, who answers for a child, who is a guardian.

Source: Skatteetaten, folkeregisteret-api-dokumentasjon; docs/adr/0023-population-register.md."""

from innsyn.edge.population_register.feed import Feed as Feed
from innsyn.edge.population_register.folkeregisteret import Folkeregisteret as Folkeregisteret
from innsyn.edge.population_register.maskinporten import Maskinporten as Maskinporten
