"""Login of citizens at an OpenID provider of ID-porten's kind.

Source: docs.digdir.no, ID-porten; OpenID Connect Core 1.0."""

from innsyn.edge.idporten.door import Idporten as Idporten
from innsyn.edge.idporten.door import IdportenSettings as IdportenSettings
