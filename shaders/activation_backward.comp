// inputGradient[i] = outputGradient[i] · a′(x), a being the activation that is defined
#include "include/buffers.glsl"
#include "include/elements.glsl"
#include "include/activation.glsl"

layout(push_constant) uniform PushConstants
{
    inputsType inputs;
    outputGradientType outputGradient;
    inputGradientType inputGradient;
    uint count;
};

void main()
{
    for (uint turn = 0; turn < elementsPerItem; turn++)
    {
        uint i = elementIndex(turn);
        if (i < count)
            store(inputGradient, i, load(outputGradient, i) * activationSlope(load(inputs, i)));
    }
}
