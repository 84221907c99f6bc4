// Operands are 64-bit addresses in the push constants. A parameter may start at any multiple of four bytes, so nothing here
// promises more, and every access is of one element.
#extension GL_EXT_buffer_reference : require

layout(buffer_reference, std430, buffer_reference_align = 4) buffer Floats { float at[]; };

layout(buffer_reference, std430, buffer_reference_align = 4) buffer Integers { int at[]; };

// An operand that may be an activation is declared with a type of its own, outputsType outputs, which a call defines to be Floats or
// Halves. It is read by load(outputs, i) and written by store(outputs, i, value), which go by that type.
#define JOINED(left, right) left ## right
#define JOIN(left, right) JOINED(left, right)
#define LOAD(operand, i) JOIN(load, operand ## Type)(operand, i)
#define STORE(operand, i, value) JOIN(store, operand ## Type)(operand, i, value)
#define load(operand, i) LOAD(operand, i)
#define store(operand, i, value) STORE(operand, i, value)

float loadFloats(Floats floats, uint i)
{
    return floats.at[i];
}

void storeFloats(Floats floats, uint i, float value)
{
    floats.at[i] = value;
}

#if defined(BF16) || defined(FP16)
#include "include/halves.glsl"
#endif
