"""Under which licence the public data may be reused."""

NAME = "Licence Ouverte 2.0"
URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
