// Operands are 64-bit addresses in the push constants. A parameter may start at any multiple of four bytes, so nothing here
// promises more, and every access is of one element.
#extension GL_EXT_buffer_reference : require

layout(buffer_reference, std430, buffer_reference_align = 4) buffer Floats { float at[]; };

layout(buffer_reference, std430, buffer_reference_align = 4) buffer Integers { int at[]; };

// An operand that may be an activation has a type of its own name, OutputFloats, which a call defines to be Floats or Halves. It is
// read by load and written by store.
float load(Floats floats, uint i)
{
    return floats.at[i];
}

void store(Floats floats, uint i, float value)
{
    floats.at[i] = value;
}

#if defined(BF16) || defined(FP16)
#include "include/halves.glsl"
#endif
