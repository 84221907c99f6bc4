// destination[i] = valueBits
#include "include/buffers.glsl"
#include "include/elements.glsl"
#define Floats Integers

layout(push_constant) uniform PushConstants
{
    destinationType destination;
    uint count;
    uint valueBits;
};

void storeIntegers(Integers integers, uint i)
{
    integers.at[i] = int(valueBits);
}

#if defined(BF16) || defined(FP16)
void storeHalves(Halves numbers, uint i)
{
    storeHalves(numbers, i, uintBitsToFloat(valueBits));
}
#endif

void main()
{
    for (uint turn = 0; turn < elementsPerItem; turn++)
    {
        uint i = elementIndex(turn);
        if (i < count)
            JOIN(store, destinationType)(destination, i);
    }
}
