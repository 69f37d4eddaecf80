"""The record's words for bulk jobs, for edges that may call the gate but not the record."""

from innsyn.record.bulk_job import BulkFile, BulkJob, FileKind, JobKind, JobStatus, NewFile
from innsyn.record.exporting import Step

__all__ = ["BulkFile", "BulkJob", "FileKind", "JobKind", "JobStatus", "NewFile", "Step"]
