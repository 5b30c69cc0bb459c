"""What stands for a text where it is only asked whether another one is the same: a fraction of its memory."""

from __future__ import annotations

from hashlib import blake2b

_BYTES = 16


def digest(text: str, size: int = _BYTES) -> bytes:
    """16 bytes, which two texts do not share by chance; of 8, two of a million texts do once in 30 million times."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).digest()
