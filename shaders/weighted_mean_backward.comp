// valueGradient = meanGradient · weight / max(weightSum, 1)
#include "include/buffers.glsl"
#include "include/elements.glsl"
#include "include/weights.glsl"

layout(push_constant) uniform PushConstants
{
    Floats meanGradient;
    Weights weights;
    Floats weightSum;
    Floats valueGradient;
    uint count;
};

void main()
{
    float scale = meanGradient.at[0] / max(weightSum.at[0], 1.0);
    for (uint turn = 0; turn < elementsPerItem; turn++)
    {
        uint i = elementIndex(turn);
        if (i < count)
            valueGradient.at[i] = scale * float(weights.at[i]);
    }
}
