"""A key's fingerprint as words that two people read to each other over the telephone.

Sixteen bits a word of five letters, consonants and vowels in turn (proquints, Wilkerson 2009,
arXiv:0901.4016): they are said as they are written in Bahasa Indonesia, and a slip is heard.
"""

import hashlib
from base64 import b64decode

CONSONANTS = "bdfghjklmnprstvz"
VOWELS = "aiou"
WORDS = 8  # 128 bits of SHA-256: nobody makes a second key with the same words


def fingerprint(public_key: str) -> str:
    """Of a public key in base64: eight words, or nothing where there is no key."""
    if not public_key:
        return ""
    digest = hashlib.sha256(b64decode(public_key)).digest()
    pairs = (int.from_bytes(digest[2 * n : 2 * n + 2], "big") for n in range(WORDS))
    return " ".join(map(word, pairs))


def word(bits: int) -> str:
    """Sixteen bits as consonant, vowel, consonant, vowel, consonant."""
    return (
        CONSONANTS[bits >> 12 & 15]
        + VOWELS[bits >> 10 & 3]
        + CONSONANTS[bits >> 6 & 15]
        + VOWELS[bits >> 4 & 3]
        + CONSONANTS[bits & 15]
    )
