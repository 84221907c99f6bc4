// Activations of 16 bits. Conversions are of bits, so that every device rounds alike: to the nearest, halves to even. A NaN stays one.
#extension GL_EXT_shader_16bit_storage : require

layout(buffer_reference, std430, buffer_reference_align = 2) buffer Halves { uint16_t at[]; };

const uint infinityBits = 0x7F800000u;

// Rounds away the lower bits
uint roundedShift(uint bits, uint shift)
{
    return (bits + (1u << (shift - 1)) - 1 + (bits >> shift & 1u)) >> shift;
}

#ifdef BF16

float fromHalf(uint bits)
{
    return uintBitsToFloat(bits << 16);
}

uint toHalf(float value)
{
    uint bits = floatBitsToUint(value);
    bool isNan = (bits & 0x7FFFFFFFu) > infinityBits;
    return isNan ? bits >> 16 | 0x40u : roundedShift(bits, 16);
}

#else

// From 2^-14 on an exponent is 112 less than that of 32 bits; below, numbers are multiples of 2^-24
const uint exponentDifference = 112u << 23;

float fromHalf(uint bits)
{
    uint magnitude = bits & 0x7FFFu;
    uint difference = magnitude < 0x7C00u ? exponentDifference : 2 * exponentDifference;
    float value = magnitude < 0x400u ? float(magnitude) / 16777216.0 : uintBitsToFloat((magnitude << 13) + difference);
    return (bits & 0x8000u) == 0 ? value : -value;
}

uint toHalf(float value)
{
    uint bits = floatBitsToUint(value);
    uint magnitude = bits & 0x7FFFFFFFu;
    uint sign = bits >> 16 & 0x8000u;
    if (magnitude > infinityBits)
        return sign | 0x7E00u;
    if (magnitude < 0x38800000u)
        return sign | uint(roundEven(abs(value) * 16777216.0));
    return sign | min(roundedShift(magnitude - exponentDifference, 13), 0x7C00u);
}

#endif

float loadHalves(Halves numbers, uint i)
{
    return fromHalf(uint(numbers.at[i]));
}

void storeHalves(Halves numbers, uint i, float value)
{
    numbers.at[i] = uint16_t(toHalf(value));
}
