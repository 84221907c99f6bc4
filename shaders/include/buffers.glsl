// Operands are 64-bit addresses in the push constants. A parameter may start at any multiple of four bytes, so nothing here
// promises more, and every access is of one element.
#extension GL_EXT_buffer_reference : require

layout(buffer_reference, std430, buffer_reference_align = 4) buffer Floats { float at[]; };

layout(buffer_reference, std430, buffer_reference_align = 4) buffer Integers { int at[]; };
