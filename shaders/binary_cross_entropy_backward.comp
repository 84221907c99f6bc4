// logitGradient = lossGradient · (sigmoid(logit) − label), computed as (1 − label) · sigmoid(logit) − label · sigmoid(−logit), which
// cancels nothing where the label is 0 or 1
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
            logitGradient.at[i] = lossGradient.at[i]
                * ((1.0 - labels.at[i]) * sigmoid(logits.at[i]) - labels.at[i] * sigmoid(-logits.at[i]));
    }
}
