// destination[i] = source[i], as integers so that no bit of a number changes
#include "include/buffers.glsl"
#include "include/elements.glsl"

layout(push_constant) uniform PushConstants
{
    Integers source;
    Integers destination;
    uint count;
};

void main()
{
    for (uint turn = 0; turn < elementsPerItem; turn++)
    {
        uint i = elementIndex(turn);
        if (i < count)
            destination.at[i] = source.at[i];
    }
}
