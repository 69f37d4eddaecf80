"""Notices on their way: a worker that plans and sends them, and the ways out by e-mail, SMS and push.

Source: docs/spec/notices.md; docs/adr/0024-notices.md.
"""
