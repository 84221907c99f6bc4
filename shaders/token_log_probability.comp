// From the state of accumulate_softmax: logSumExp = largest + log(sum); logProbability = target's logit − logSumExp. An item is a row.
#include "include/buffers.glsl"
#include "include/items.glsl"

layout(push_constant) uniform PushConstants
{
    Floats state;
    Floats logProbability;
    Floats logSumExp;
    uint rows;
};

void main()
{
    uint row = itemIndex();
    if (row >= rows)
        return;

    float rowLogSumExp = state.at[4 * row] + log(state.at[4 * row + 1]);
    logSumExp.at[row] = rowLogSumExp;
    logProbability.at[row] = state.at[4 * row + 2] - rowLogSumExp;
}
