// copyProbability = σ(c), output = log(σ(c) · 1[inputId = target] + σ(−c) · exp(l)), c the copy logit, l = logProbability. The
// logarithms of the two terms differ by c − l, so that neither needs an exponential of its own.
#include "include/buffers.glsl"
#include "include/elements.glsl"
#include "include/logistic.glsl"

layout(push_constant) uniform PushConstants
{
    Floats copyLogits;
    Floats logProbability;
    Integers inputIds;
    Integers targets;
    Floats copyProbability;
    Floats outputs;
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
            float copied = logSigmoid(logit);
            float predicted = logSigmoid(-logit) + logProbability.at[i];
            float either = max(copied, predicted) + log1pExp(logit - logProbability.at[i]);
            copyProbability.at[i] = sigmoid(logit);
            outputs.at[i] = inputIds.at[i] == targets.at[i] ? either : predicted;
        }
    }
}
