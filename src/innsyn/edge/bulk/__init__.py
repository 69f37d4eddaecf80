"""Bulk export and import: whole records as NDJSON, made while nobody waits, decided and logged as every other reading and writing.

Source: Bulk Data Access 2.0.0 (`$export`); SMART Bulk Data Import, early proposal (`$import`, its simple form). docs/adr/0022-bulk.md.
"""
