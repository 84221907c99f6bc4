// mean = Σ weight · value / weightSum, weightSum = max(Σ weight, 1). One group.
#include "include/buffers.glsl"
#include "include/rows.glsl"
#include "include/weights.glsl"

layout(push_constant) uniform PushConstants
{
    Floats values;
    Weights weights;
    Floats mean;
    Floats weightSum;
    uint count;
};

void main()
{
    float valueTotal = 0.0;
    float weightTotal = 0.0;
    for (uint i = gl_LocalInvocationIndex; i < count; i += LANES)
    {
        float weight = float(weights.at[i]);
        valueTotal += weight * values.at[i];
        weightTotal += weight;
    }
    valueTotal = sumOverGroup(valueTotal);
    weightTotal = max(sumOverGroup(weightTotal), 1.0);

    if (gl_LocalInvocationIndex == 0)
    {
        mean.at[0] = valueTotal / weightTotal;
        weightSum.at[0] = weightTotal;
    }
}
