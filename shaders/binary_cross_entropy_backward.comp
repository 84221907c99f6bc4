// logitGradient = lossGradient · (sigmoid(logit) − label)
#include "include/buffers.glsl"
#include "include/elements.glsl"
#include "include/logistic.glsl"

layout(push_constant) uniform PushConstants
{
    Floats logits;
    Floats labels;
    Floats lossGradient;
    Floats logitGradient;
    uint count;
};

void main()
{
    for (uint turn = 0; turn < elementsPerItem; turn++)
    {
        uint i = elementIndex(turn);
        if (i < count)
            logitGradient.at[i] = lossGradient.at[i] * (sigmoid(logits.at[i]) - labels.at[i]);
    }
}
