"""Under which licence the public facts may be reused: said here and nowhere else."""

# In the SPDX list, for machines.
SPDX = "etalab-2.0"
# For readers.
NAME = "Licence Ouverte 2.0"
URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
