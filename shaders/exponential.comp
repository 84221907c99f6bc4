// output[i] = exp(input[i])
#include "include/buffers.glsl"
#include "include/elements.glsl"

layout(push_constant) uniform PushConstants
{
    inputsType inputs;
    outputsType outputs;
    uint count;
};

void main()
{
    for (uint turn = 0; turn < elementsPerItem; turn++)
    {
        uint i = elementIndex(turn);
        if (i < count)
            store(outputs, i, exp(load(inputs, i)));
    }
}
