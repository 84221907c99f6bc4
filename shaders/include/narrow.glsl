// Numbers of 16 bits, as tensor cores multiply them: NARROW is bfloat16 or IEEE half precision, in pairs with the first one low.
#ifdef BFLOAT16
#extension GL_EXT_bfloat16 : require
#define NARROW bfloat16_t

// To the nearest, ties to even; an infinity stays one, and so does what is not a number
uint bfloat16Bits(float number)
{
    uint bits = floatBitsToUint(number);
    bool isNan = (bits & 0x7fffffff) > 0x7f800000;
    return (isNan ? bits | 0x400000 : bits + 0x7fff + (bits >> 16 & 1)) >> 16;
}

uint narrowPair(vec2 pair)
{
    return bfloat16Bits(pair.x) | bfloat16Bits(pair.y) << 16;
}

#else
#extension GL_EXT_shader_explicit_arithmetic_types_float16 : require
#define NARROW float16_t

uint narrowPair(vec2 pair)
{
    return packHalf2x16(pair);
}

#endif

uvec4 narrow(vec4 first, vec4 second)
{
    return uvec4(narrowPair(first.xy), narrowPair(first.zw), narrowPair(second.xy), narrowPair(second.zw));
}
