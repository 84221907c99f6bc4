// losses = max(l, 0) − l · label + log1p(exp(−|l|)), l the logit
#include "include/buffers.glsl"
#include "include/elements.glsl"
#include "include/logistic.glsl"

layout(push_constant) uniform PushConstants
{
    Floats logits;
    Floats labels;
    Floats losses;
    uint count;
};

void main()
{
    for (uint turn = 0; turn < elementsPerItem; turn++)
    {
        uint i = elementIndex(turn);
        if (i < count)
        {
            float logit = logits.at[i];
            losses.at[i] = max(logit, 0.0) - logit * labels.at[i] + log1pExp(logit);
        }
    }
}
