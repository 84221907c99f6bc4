// g = gradient · clip scale; m = β₁ m + (1 − β₁) g; v = β₂ v + (1 − β₂) g²; w −= rate · (m / (√v + ε) + decay · w).
// Nothing changes while norm says not finite.
#include "include/buffers.glsl"
#include "include/elements.glsl"
#include "include/scalars.glsl"

layout(push_constant) uniform PushConstants
{
    Floats parameters;
    Floats gradients;
    Floats firstMoments;
    Floats secondMoments;
    Floats norm;
    StepScalars scalars;
    uint count;
    float beta1Float;
    float beta2Float;
    float epsilonFloat;
    float decayFloat;
};

void main()
{
    float clipScale = norm.at[1];
    bool isFinite = norm.at[2] != 0.0;
    float rate = scalars.learningRate;
    for (uint turn = 0; turn < elementsPerItem; turn++)
    {
        uint i = elementIndex(turn);
        if (i < count && isFinite)
        {
            float gradient = gradients.at[i] * clipScale;
            float first = beta1Float * firstMoments.at[i] + (1.0 - beta1Float) * gradient;
            float second = beta2Float * secondMoments.at[i] + (1.0 - beta2Float) * gradient * gradient;
            float parameter = parameters.at[i];
            firstMoments.at[i] = first;
            secondMoments.at[i] = second;
            parameters.at[i] = parameter - rate * (first / (sqrt(second) + epsilonFloat) + decayFloat * parameter);
        }
    }
}
