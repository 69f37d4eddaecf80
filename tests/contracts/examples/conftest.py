"""The whole interface in the process, for writing the examples through it."""

from innsyn.conftest import database_server as database_server
from innsyn.conftest import migrated_template as migrated_template
from innsyn.conftest import shared_database as shared_database
from innsyn.edge.fhir_api.tests.conftest import api as api
from innsyn.edge.fhir_api.tests.conftest import world as world
