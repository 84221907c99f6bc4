// mean = Σ weight · value / max(weightSum, 1). One group.
#include "include/buffers.glsl"
#include "include/rows.glsl"
#include "include/weights.glsl"

layout(push_constant) uniform PushConstants
{
    Floats values;
    Weights weights;
    Floats weightSum;
    Floats mean;
    uint count;
};

void main()
{
    float total = 0.0;
    for (uint i = gl_LocalInvocationIndex; i < count; i += LANES)
        total += float(weights.at[i]) * values.at[i];
    total = sumOverGroup(total);

    if (gl_LocalInvocationIndex == 0)
        mean.at[0] = total / max(weightSum.at[0], 1.0);
}
