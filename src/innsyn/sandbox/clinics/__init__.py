"""The inbox of an office with a system of its own, to look into: what patients wrote, as that system has it, and how it behaves."""

from innsyn.sandbox.clinics.feature import clinics as clinics
from innsyn.sandbox.clinics.looking import Running as Running
