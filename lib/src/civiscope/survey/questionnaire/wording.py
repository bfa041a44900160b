"""The fingerprint of a question: two editions asked the same if it is the same."""

from hashlib import sha256
from unicodedata import normalize

_DIGITS = 16


def wording_hash(*wordings: str) -> str:
    """Return the fingerprint of the wordings of a question, one for each language.

    Parameters
    ----------
    *wordings : str
        In the order of the languages.

    Returns
    -------
    str
        Sixteen hexadecimal digits. Spaces and ways to encode a letter make no difference, every
        other character does.

    Examples
    --------
    >>> from civiscope.survey.questionnaire import wording_hash
    >>> wording_hash("Votre commune  utilise-t-elle un outil\N{NO-BREAK SPACE}?")
    '009b9bda1c4ddd3b'
    >>> wording_hash("Votre commune utilise-t-elle un outil ?")
    '009b9bda1c4ddd3b'
    """
    told = "\0".join(" ".join(normalize("NFC", wording).split()) for wording in wordings)
    return sha256(told.encode()).hexdigest()[:_DIGITS]
