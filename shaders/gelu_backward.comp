// inputGradient[i] = outputGradient[i] · (Φ(x) + x φ(x))
#include "include/buffers.glsl"
#include "include/elements.glsl"
#include "include/normal.glsl"

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
        {
            float x = inputs.at[i];
            inputGradient.at[i] = outputGradient.at[i] * (cumulativeNormal(x) + x * normalDensity(x));
        }
    }
}
