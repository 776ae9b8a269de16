"""Bytes, paths and standard input → Documents; one file per format."""

from kakudo.reading.encoding import Decoded, decode
from kakudo.reading.inputs import STDIN, expand, read
from kakudo.reading.options import InputFormat, ReadFailure, ReadOptions, read_options

__all__ = ["STDIN", "Decoded", "InputFormat", "ReadFailure", "ReadOptions", "decode", "expand", "read", "read_options"]
