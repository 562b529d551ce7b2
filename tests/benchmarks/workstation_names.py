"""Who signs in where, apart from `workstation`, whose imports would weigh on a timed start."""

LOGIN, PASSWORD = "a1", "Passe-Partout-2026!"
NOWHERE = "postgresql://127.0.0.1:9/cnmas"
"""A centre that does not answer: the window works offline, as it must."""
