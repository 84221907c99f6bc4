// output[i] = left[i] · right[i]
#include "include/buffers.glsl"
#include "include/elements.glsl"

layout(push_constant) uniform PushConstants
{
    Floats left;
    Floats right;
    Floats outputs;
    uint count;
};

void main()
{
    for (uint turn = 0; turn < elementsPerItem; turn++)
    {
        uint i = elementIndex(turn);
        if (i < count)
            outputs.at[i] = left.at[i] * right.at[i];
    }
}
