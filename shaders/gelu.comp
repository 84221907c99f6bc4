// output[i] = x Φ(x)
#include "include/buffers.glsl"
#include "include/elements.glsl"
#include "include/normal.glsl"

layout(push_constant) uniform PushConstants
{
    Floats inputs;
    Floats outputs;
    uint count;
};

void main()
{
    for (uint turn = 0; turn < elementsPerItem; turn++)
    {
        uint i = elementIndex(turn);
        if (i < count)
            outputs.at[i] = gelu(inputs.at[i]);
    }
}
