"""The contact and reservation register (Kontakt- og reservasjonsregisteret, KRR): where a person is told, and whether she may be.

Source: docs.digdir.no, Kontaktregisteret, Oppslagstjenesten REST v2; docs/adr/0024-notices.md.
"""

from innsyn.edge.contact_register.krr import Krr as Krr
