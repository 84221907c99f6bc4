// output[i] = exp(input[i])
#include "include/buffers.glsl"
#include "include/elements.glsl"

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
            outputs.at[i] = exp(inputs.at[i]);
    }
}
