// destination[i] = valueBits
#include "include/buffers.glsl"
#include "include/elements.glsl"

layout(push_constant) uniform PushConstants
{
    Integers destination;
    uint count;
    uint valueBits;
};

void main()
{
    for (uint turn = 0; turn < elementsPerItem; turn++)
    {
        uint i = elementIndex(turn);
        if (i < count)
            destination.at[i] = int(valueBits);
    }
}
