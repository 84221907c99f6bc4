// weightSum = Σ weight. One group.
#include "include/buffers.glsl"
#include "include/rows.glsl"
#include "include/weights.glsl"

layout(push_constant) uniform PushConstants
{
    Weights weights;
    Floats weightSum;
    uint count;
};

void main()
{
    float total = 0.0;
    for (uint i = gl_LocalInvocationIndex; i < count; i += LANES)
        total += float(weights.at[i]);
    total = sumOverGroup(total);

    if (gl_LocalInvocationIndex == 0)
        weightSum.at[0] = total;
}
