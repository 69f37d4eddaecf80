"""The attestation (tillitsrammeverk): what an organisation states about who asks for a patient's record and why, and the rules for it.

Source: Tillitsrammeverk data model "Utprøving v1.1", 30.04.2024.
"""
