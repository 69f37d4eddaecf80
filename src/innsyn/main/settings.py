"""Settings: the only place that reads the environment.

Every variable is one row of `VARIABLES`, documented in docs/run/settings.md (a house test compares the two).
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


class SettingProblem(Exception):
    """A variable that cannot be used, said so that whoever started the program can mend it."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable. name: without prefix. default: as text, empty when none. meaning: one plain sentence."""

    name: str
    default: str
    meaning: str


PREFIX = "INNSYN_"
_LONGEST_SENDER = 11
_PUSH_SERVICES = (
    "https://fcm.googleapis.com,https://updates.push.services.mozilla.com,https://web.push.apple.com,https://*.notify.windows.com"
)

VARIABLES = (
    Variable("DATA", "", "Folder for keys, blobs, the log's roots and the embedded database; `demo` and `serve` take it as --data too."),
    Variable(
        "DATABASE_URL",
        "",
        "PostgreSQL 15 or newer, as postgresql://user:password@host/name. Empty: the embedded PostgreSQL in the data folder.",
    ),
    Variable("BASE_URL", "", "Address citizens and personnel use, without a trailing slash. Empty: http://127.0.0.1:PORT."),
    Variable("SANDBOX", "off", "`on` starts simulators and test logins; never in production."),
    Variable("PROXIES", "0", "Reverse proxies in front of the server; each adds whom it spoke with to X-Forwarded-For, and is believed."),
    Variable("WORKERS", "1", "How many server processes."),
    Variable("BLOBS", "", "Where attachments live: s3://bucket/prefix, or a folder. Empty: `blobs` in the data folder."),
    Variable("MASTER_KEY", "", "32 bytes as hex that wrap the blob keys. Empty: generated in the data folder at first start."),
    Variable(
        "SEAL_KEY", "", "Ed25519 private key (PEM file) that signs the log's roots. Empty: generated in the data folder at first start."
    ),
    Variable("IDPORTEN_ISSUER", "", "The citizens' OpenID provider. Empty: the simulator, when the sandbox is on."),
    Variable("IDPORTEN_CLIENT_ID", "innsyn", "Our client at the citizens' provider."),
    Variable("IDPORTEN_KEY", "", "Private JWK file for private_key_jwt. Empty: generated in the data folder at first start."),
    Variable("IDPORTEN_AMR_HIGH", "BankID,Buypass,Commfides,TestID", "eIDs (amr) that count as level high, whatever case."),
    Variable("HELSEID_ISSUER", "", "The personnel's OpenID provider. Empty: the simulator, when the sandbox is on."),
    Variable("HELSEID_CLIENT_ID", "innsyn-desk", "Our client at the personnel's provider."),
    Variable("HELSEID_KEY", "", "Private JWK file for private_key_jwt. Empty: generated in the data folder at first start."),
    Variable(
        "PROVIDER_ORIGINS", "", "Where the providers' own pages are, when not at their issuers (https://login.idporten.no); with commas."
    ),
    Variable(
        "POPULATION_REGISTER_URL",
        "",
        "Folkeregisteret with its package of rights: https://…/folkeregisteret/offentlig-med-hjemmel/api. Empty: the simulator, or none.",
    ),
    Variable("POPULATION_REGISTER_SCOPE", "folkeregister:deling/offentligmedhjemmel", "The package of rights as a scope."),
    Variable("MASKINPORTEN_ISSUER", "", "Who gives tokens for it: https://maskinporten.no/, with `token` below. Empty: the simulator."),
    Variable("MASKINPORTEN_CLIENT_ID", "innsyn", "Our client at Maskinporten."),
    Variable("MASKINPORTEN_KEY", "", "Private RSA key as JWK file, its kid registered there. Empty: generated at first start."),
    Variable(
        "CONTACT_REGISTER_URL",
        "",
        "The contact and reservation register, https://kontaktregisteret.no. Empty: the simulator, or none: then no e-mail and no SMS.",
    ),
    Variable(
        "ADDRESS_REGISTER_URL",
        "",
        "The address register's export and events, https://cpe.grunndata.nhn.no. Empty: the simulator, or none: then no health contacts.",
    ),
    Variable("ADDRESS_REGISTER_PROFILES_URL", "", "Its parties' profiles (CPP): https://cppa.grunndata.nhn.no. Empty: as above."),
    Variable("ADDRESS_REGISTER_SCOPE", "nhn:cppa/access-with-dpop", "Scopes of HelseID for both, with spaces between."),
    Variable("ADDRESS_REGISTER_CLIENT_ID", "innsyn-registers", "Our client without a person at HelseID, for both."),
    Variable("ADDRESS_REGISTER_KEY", "", "Its private JWK file. Empty: generated in the data folder at first start."),
    Variable(
        "WAITING_TIMES_URL", "", "Published expected waiting times for treatments. Empty: the simulator, or none: then none are shown."
    ),
    Variable("SMS_GATEWAY", "", "Altinn's platform for SMS, https://platform.altinn.no. Empty: the simulator, or none: notices wait."),
    Variable(
        "SMTP_URL",
        "",
        "Mail server: smtps://user:password@host, smtp://… (STARTTLS), smtp+plain://127.0.0.1:25. Empty: the simulator, or none.",
    ),
    Variable("EMAIL_SENDER", "", "Address that notices by e-mail come from."),
    Variable("NOTICE_NAME", "Innsyn", "Name that SMS and e-mail come from, at most 11 letters and digits."),
    Variable("PUSH_KEY", "", "Private P-256 key (JWK file) for push to browsers. Empty: generated in the data folder at first start."),
    Variable("PUSH_CONTACT", "", "Where push services find us: mailto: or https:. Empty: INNSYN_BASE_URL when that is https."),
    Variable("PUSH_SERVICES", _PUSH_SERVICES, "Origins of browsers' push services; nothing is pushed anywhere else. With commas."),
    Variable(
        "VIRUS_SCANNER", "", "Scanner for what people attach to messages: tcp://host:port of a clamd. Empty: only the test file is found."
    ),
    Variable("FHIR_ORIGINS", "", "Origins whose pages may call /fhir from a browser, with commas; `*` for any. Empty: none."),
    Variable(
        "REQUIRED_PROFILES",
        "",
        "Profiles that every resource of their type must keep, such as no-basis-Patient; with commas. Claimed ones always.",
    ),
    Variable("NOTIFY_NETWORKS", "", "Private networks that subscriptions may send to all the same, such as 10.1.0.0/16; with commas."),
    Variable("NOTIFY_PATIENCE_HOURS", "24", "So long a subscription's receiver may be away before its status is `error`."),
    Variable("SESSION_IDLE_MINUTES", "30", "A session without a request ends after this long."),
    Variable("SESSION_HOURS", "8", "A session ends after this long whatever happens."),
    Variable("LOG_LEVEL", "info", "Technical log: debug, info, warning or error. Never carries person numbers or clinical text."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the program was told, read once at start. Paths are absolute; empty text means not set.

    is_data_named: whether somebody named the data folder, or it is where it is for want of anything else."""

    data: Path
    is_data_named: bool
    database_url: str
    base_url: str
    is_sandbox: bool
    proxies: int
    workers: int
    blobs: str
    master_key: str
    seal_key: str
    idporten_issuer: str
    idporten_client_id: str
    idporten_key: str
    idporten_amr_high: tuple[str, ...]
    helseid_issuer: str
    helseid_client_id: str
    helseid_key: str
    provider_origins: tuple[str, ...]
    population_register_url: str
    population_register_scope: str
    maskinporten_issuer: str
    maskinporten_client_id: str
    maskinporten_key: str
    contact_register_url: str
    address_register_url: str
    address_register_profiles_url: str
    address_register_scope: str
    address_register_client_id: str
    address_register_key: str
    waiting_times_url: str
    sms_gateway: str
    smtp_url: str = field(repr=False)
    email_sender: str
    notice_name: str
    push_key: str
    push_contact: str
    push_services: tuple[str, ...]
    virus_scanner: str
    fhir_origins: tuple[str, ...]
    required_profiles: tuple[str, ...]
    notify_networks: tuple[str, ...]
    notify_patience_hours: int
    session_idle_minutes: int
    session_hours: int
    log_level: str


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings.

    environment: names to values; the process's own when None.
    Raises SettingProblem naming the variable and what it takes."""
    given = os.environ if environment is None else environment
    value = {row.name: given.get(PREFIX + row.name, row.default).strip() for row in VARIABLES}
    return Settings(
        data=Path(value["DATA"] or _default_data_folder(given)).expanduser().absolute(),
        is_data_named=bool(value["DATA"]),
        database_url=value["DATABASE_URL"],
        base_url=value["BASE_URL"].rstrip("/"),
        is_sandbox=_switch("SANDBOX", value["SANDBOX"]),
        proxies=_whole_number("PROXIES", value["PROXIES"], least=0),
        workers=_whole_number("WORKERS", value["WORKERS"]),
        blobs=value["BLOBS"],
        master_key=value["MASTER_KEY"],
        seal_key=value["SEAL_KEY"],
        idporten_issuer=value["IDPORTEN_ISSUER"],
        idporten_client_id=value["IDPORTEN_CLIENT_ID"],
        idporten_key=value["IDPORTEN_KEY"],
        idporten_amr_high=_listed(value["IDPORTEN_AMR_HIGH"]),
        helseid_issuer=value["HELSEID_ISSUER"],
        helseid_client_id=value["HELSEID_CLIENT_ID"],
        helseid_key=value["HELSEID_KEY"],
        provider_origins=_listed(value["PROVIDER_ORIGINS"]),
        population_register_url=value["POPULATION_REGISTER_URL"].rstrip("/"),
        population_register_scope=value["POPULATION_REGISTER_SCOPE"],
        maskinporten_issuer=value["MASKINPORTEN_ISSUER"],
        maskinporten_client_id=value["MASKINPORTEN_CLIENT_ID"],
        maskinporten_key=value["MASKINPORTEN_KEY"],
        contact_register_url=value["CONTACT_REGISTER_URL"].rstrip("/"),
        address_register_url=value["ADDRESS_REGISTER_URL"].rstrip("/"),
        address_register_profiles_url=value["ADDRESS_REGISTER_PROFILES_URL"].rstrip("/"),
        address_register_scope=value["ADDRESS_REGISTER_SCOPE"],
        address_register_client_id=value["ADDRESS_REGISTER_CLIENT_ID"],
        address_register_key=value["ADDRESS_REGISTER_KEY"],
        waiting_times_url=value["WAITING_TIMES_URL"].rstrip("/"),
        sms_gateway=value["SMS_GATEWAY"].rstrip("/"),
        smtp_url=value["SMTP_URL"],
        email_sender=value["EMAIL_SENDER"],
        notice_name=_short_name("NOTICE_NAME", value["NOTICE_NAME"]),
        push_key=value["PUSH_KEY"],
        push_contact=value["PUSH_CONTACT"],
        push_services=_listed(value["PUSH_SERVICES"]),
        virus_scanner=value["VIRUS_SCANNER"],
        fhir_origins=_listed(value["FHIR_ORIGINS"]),
        required_profiles=_listed(value["REQUIRED_PROFILES"]),
        notify_networks=_listed(value["NOTIFY_NETWORKS"]),
        notify_patience_hours=_whole_number("NOTIFY_PATIENCE_HOURS", value["NOTIFY_PATIENCE_HOURS"]),
        session_idle_minutes=_whole_number("SESSION_IDLE_MINUTES", value["SESSION_IDLE_MINUTES"]),
        session_hours=_whole_number("SESSION_HOURS", value["SESSION_HOURS"]),
        log_level=value["LOG_LEVEL"].lower(),
    )


def _default_data_folder(environment: Mapping[str, str]) -> str:
    root = environment.get("XDG_DATA_HOME") or str(Path(environment.get("HOME") or Path.cwd()) / ".local" / "share")
    return str(Path(root) / "innsyn")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())


def _switch(name: str, text: str) -> bool:
    if text.lower() not in {"on", "off"}:
        raise SettingProblem(f"{PREFIX}{name} takes on or off")
    return text.lower() == "on"


def _short_name(name: str, text: str) -> str:
    if not (text.isalnum() and text.isascii() and len(text) <= _LONGEST_SENDER):
        raise SettingProblem(f"{PREFIX}{name} takes at most {_LONGEST_SENDER} letters and digits: telephones show no more")
    return text


def _whole_number(name: str, text: str, *, least: int = 1) -> int:
    if not text.isdigit() or int(text) < least:
        raise SettingProblem(f"{PREFIX}{name} takes a whole number from {least}")
    return int(text)
