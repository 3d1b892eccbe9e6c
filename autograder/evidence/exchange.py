"""How tests get into a fork of a submission without another process or thread being able to read
them: by a Diffie-Hellman exchange of the fork's own (RFC 7919 says why such groups; the group is
number 14 of RFC 3526, 2048 bits).

The program's other threads and processes hold the same descriptor and may take what is sent on it,
which spoils their own tests and tells them nothing. Secrets come from the system, are used for one
message and lie in the memory of the fork alone. Contents are encrypted with a key stream of
SHAKE-256 and authenticated with keyed BLAKE2b (RFC 7693), which the standard library has.
"""

from __future__ import annotations

import hashlib
import hmac
import os

PRIME = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
    "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
    "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05"
    "98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB"
    "9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
    "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718"
    "3995497CEA956AE515D2261898FA051015728E5A8AACAA68FFFFFFFFFFFFFFFF",
    16,
)
_SIZE = 256
_MAC = 16
_random, _pow = os.urandom, pow
_blake, _shake, _same = hashlib.blake2b, hashlib.shake_256, hmac.compare_digest


class ExchangeError(Exception):
    """What arrived was not sealed for us, or was changed on the way."""


class Half:
    """One side of one exchange: `public` may be seen by anybody."""

    def __init__(self) -> None:
        self._secret = int.from_bytes(_random(40), "big") | 1 << 319
        self.public = _pow(2, self._secret, PRIME).to_bytes(_SIZE, "big")

    def _key(self, other: bytes) -> bytes:
        number = int.from_bytes(other, "big")
        if len(other) != _SIZE or not 1 < number < PRIME - 1:
            raise ExchangeError("not a number of the group")
        shared = _pow(number, self._secret, PRIME).to_bytes(_SIZE, "big")
        return _blake(shared, digest_size=32, person=b"autograder exam").digest()

    def seal(self, data: bytes, other: bytes) -> bytes:
        """`data` for the holder of the other half alone, with our public number in front.

        Raises:
            ExchangeError: `other` is no public number.
        """
        key = self._key(other)
        hidden = _mixed(data, key)
        return self.public + _blake(hidden, digest_size=_MAC, key=key).digest() + hidden

    def open(self, sealed: bytes) -> bytes:
        """What `seal` was given.

        Raises:
            ExchangeError: it was sealed for another, or changed.
        """
        key = self._key(sealed[:_SIZE])
        mac, hidden = sealed[_SIZE : _SIZE + _MAC], sealed[_SIZE + _MAC :]
        if not _same(mac, _blake(hidden, digest_size=_MAC, key=key).digest()):
            raise ExchangeError("the seal is broken")
        return _mixed(hidden, key)


def _mixed(data: bytes, key: bytes) -> bytes:
    stream = _shake(b"autograder exam stream" + key).digest(len(data))
    number = int.from_bytes(data, "big") ^ int.from_bytes(stream, "big")
    return number.to_bytes(len(data), "big")
