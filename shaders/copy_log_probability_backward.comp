// Where inputId = target: copyLogitGradient = g · σ(c − l) · σ(−c) · (1 − exp(l)), logProbabilityGradient = g · σ(l − c); elsewhere
// −g · σ(c) and g. With c the copy logit, l = logProbability, g = rowGradient.
#include "include/buffers.glsl"
#include "include/elements.glsl"
#include "include/logistic.glsl"

layout(push_constant) uniform PushConstants
{
    Floats copyLogits;
    Floats logProbability;
    Integers inputIds;
    Integers targets;
    Floats rowGradient;
    Floats copyLogitGradient;
    Floats logProbabilityGradient;
    uint count;
};

void main()
{
    for (uint turn = 0; turn < elementsPerItem; turn++)
    {
        uint i = elementIndex(turn);
        if (i < count)
        {
            float logit = copyLogits.at[i];
            float difference = logit - logProbability.at[i];
            float gradient = rowGradient.at[i];
            bool isCopy = inputIds.at[i] == targets.at[i];
            float copySlope = sigmoid(difference) * sigmoid(-logit) * (1.0 - exp(logProbability.at[i]));
            copyLogitGradient.at[i] = gradient * (isCopy ? copySlope : -sigmoid(logit));
            logProbabilityGradient.at[i] = gradient * (isCopy ? sigmoid(-difference) : 1.0);
        }
    }
}
