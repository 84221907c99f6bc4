// namedIds[row] = the likeliest token of σ(c) · 1[inputId] + σ(−c) · p, c the copy logit, p(id) = exp(hidden · table[id] + bias[id] −
// logSumExp): inputId where exp(c) ≥ p(predictedId) − p(inputId), else predictedId, the likeliest under p.
#include "include/buffers.glsl"
#include "include/rows.glsl"

layout(push_constant) uniform PushConstants
{
    Floats copyLogits;
    hiddenType hidden;
    Floats table;
    Floats bias;
    Floats logSumExp;
    Integers inputIds;
    Integers predictedIds;
    Integers namedIds;
    uint rows;
    uint columns;
};

void main()
{
    uint row = groupIndex();
    if (row >= rows)
        return;

    uint copied = uint(inputIds.at[row]);
    uint predicted = uint(predictedIds.at[row]);
    float copiedLogit = 0.0;
    float predictedLogit = 0.0;
    for (uint column = gl_LocalInvocationIndex; column < columns; column += LANES)
    {
        float element = load(hidden, row * columns + column);
        copiedLogit += element * table.at[copied * columns + column];
        predictedLogit += element * table.at[predicted * columns + column];
    }
    copiedLogit = sumOverGroup(copiedLogit) + bias.at[copied];
    predictedLogit = sumOverGroup(predictedLogit) + bias.at[predicted];
    if (gl_LocalInvocationIndex == 0)
    {
        float lead = exp(predictedLogit - logSumExp.at[row]) - exp(copiedLogit - logSumExp.at[row]);
        // A lead is at most 1, so a larger exponential says no more and cannot overflow
        bool isCopied = exp(min(copyLogits.at[row], 1.0)) >= lead;
        namedIds.at[row] = int(isCopied ? copied : predicted);
    }
}
