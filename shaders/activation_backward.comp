// inputGradient[i] = outputGradient[i] · a′(x), a being the activation that is defined
#include "include/buffers.glsl"
#include "include/elements.glsl"
#include "include/activation.glsl"

layout(push_constant) uniform PushConstants
{
    Floats inputs;
    Floats outputGradient;
    Floats inputGradient;
    uint count;
};

void main()
{
    for (uint turn = 0; turn < elementsPerItem; turn++)
    {
        uint i = elementIndex(turn);
        if (i < count)
            inputGradient.at[i] = outputGradient.at[i] * activationSlope(inputs.at[i]);
    }
}
