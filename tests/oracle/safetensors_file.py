"""The safetensors format: eight bytes of header length, a JSON header, then the tensors' bytes."""

import json
import struct

import numpy
import torch

DTYPES = {"F32": numpy.dtype("<f4"), "I32": numpy.dtype("<i4")}
NAMES = {torch.float32: "F32", torch.int32: "I32"}


def read(path):
    """(tensors by name, metadata by name); floats as float32, integers as int32."""
    with open(path, "rb") as file:
        content = file.read()
    (header_length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + header_length])
    data = content[8 + header_length :]
    metadata = header.pop("__metadata__", {})
    tensors = {}
    end_of_last = 0
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        begin, end = entry["data_offsets"]
        dtype = DTYPES[entry["dtype"]]
        count = int(numpy.prod(entry["shape"], dtype=numpy.int64))
        if begin != end_of_last or end - begin != count * dtype.itemsize:
            raise ValueError(f"{path}: the bytes of {name} do not fit its shape or leave a gap")
        end_of_last = end
        array = numpy.frombuffer(data, dtype, count, begin).reshape(entry["shape"])
        tensors[name] = torch.from_numpy(array.copy())
    if end_of_last != len(data):
        raise ValueError(f"{path}: {len(data) - end_of_last} bytes behind the last tensor")
    return tensors, metadata


def write(path, tensors, metadata):
    """Writes float32 and int32 tensors."""
    header = {"__metadata__": metadata}
    offset = 0
    for name, tensor in tensors.items():
        size = tensor.numel() * 4
        header[name] = {"dtype": NAMES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [offset, offset + size]}
        offset += size
    encoded = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(encoded)))
        file.write(encoded)
        for tensor in tensors.values():
            file.write(tensor.contiguous().numpy().tobytes())
