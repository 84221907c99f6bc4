// destination[i] = source[i], as integers so that no bit of a number changes; both have one width
#include "include/buffers.glsl"
#define Floats Integers
#include "include/elements.glsl"

layout(push_constant) uniform PushConstants
{
    sourceType source;
    destinationType destination;
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
