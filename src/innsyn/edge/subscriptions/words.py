"""The names that the Subscriptions R5 Backport guide gives its extensions, profiles and codes, and our own extension.

Source: Subscriptions R5 Backport 1.1.0, artifacts.
"""

_GUIDE = "http://hl7.org/fhir/uv/subscriptions-backport"

FILTER_CRITERIA = f"{_GUIDE}/StructureDefinition/backport-filter-criteria"
TOPIC_CANONICAL = f"{_GUIDE}/StructureDefinition/backport-topic-canonical"
PAYLOAD_CONTENT = f"{_GUIDE}/StructureDefinition/backport-payload-content"
HEARTBEAT_PERIOD = f"{_GUIDE}/StructureDefinition/backport-heartbeat-period"
TIMEOUT = f"{_GUIDE}/StructureDefinition/backport-timeout"
MAX_COUNT = f"{_GUIDE}/StructureDefinition/backport-max-count"

NOTIFICATION_PROFILE = f"{_GUIDE}/StructureDefinition/backport-subscription-notification-r4"
STATUS_PROFILE = f"{_GUIDE}/StructureDefinition/backport-subscription-status-r4"
SUBSCRIPTION_PROFILE = f"{_GUIDE}/StructureDefinition/backport-subscription"
TOPIC_IN_CAPABILITIES = f"{_GUIDE}/StructureDefinition/capabilitystatement-subscriptiontopic-canonical"

STATUS_OPERATION = f"{_GUIDE}/OperationDefinition/backport-subscription-status"
EVENTS_OPERATION = f"{_GUIDE}/OperationDefinition/backport-subscription-events"
RESEND_OPERATION = f"{_GUIDE}/OperationDefinition/backport-subscription-resend"
TOPIC_LIST_OPERATION = f"{_GUIDE}/OperationDefinition/backport-subscriptiontopic-list"

ERROR_CODES = "http://terminology.hl7.org/CodeSystem/subscription-error"

SINCE = "http://innsyn.example/fhir/StructureDefinition/subscription-since"
"""Our own: `valueInstant` says from when on changes are to be told, also those from before the subscription was asked for."""
