// Online softmax over slices of the vocabulary: state[row] = (largest logit, Σ exp(logit − largest), the target's logit, 0),
// predictedIds[row] = the id of the largest logit, lowest id on ties. The slice has ids firstColumn … firstColumn + columns − 1.
#include "include/buffers.glsl"
#include "include/best_id.glsl"

layout(push_constant) uniform PushConstants
{
    Floats logits;
    Integers targets;
    Floats state;
    Integers predictedIds;
    uint rows;
    uint columns;
    uint firstColumn;
};

void main()
{
    uint row = groupIndex();
    if (row >= rows)
        return;

#ifdef FIRST
    float oldLargest = lowest;
    float sum = 0.0;
    float targetLogit = 0.0;
    uint id = 0;
#else
    float oldLargest = state.at[4 * row];
    float sum = state.at[4 * row + 1];
    float targetLogit = state.at[4 * row + 2];
    uint id = uint(predictedIds.at[row]);
#endif

    float largest = oldLargest;
    for (uint column = gl_LocalInvocationIndex; column < columns; column += LANES)
        takeBetter(largest, id, logits.at[row * columns + column], firstColumn + column);
    takeBestOfGroup(largest, id);

    float sliceSum = 0.0;
    for (uint column = gl_LocalInvocationIndex; column < columns; column += LANES)
        sliceSum += exp(logits.at[row * columns + column] - largest);
    sum = sum * exp(oldLargest - largest) + sumOverGroup(sliceSum);

    uint target = uint(targets.at[row]) - firstColumn;
    if (target < columns)
        targetLogit = logits.at[row * columns + target];
    if (gl_LocalInvocationIndex == 0)
    {
        state.at[4 * row] = largest;
        state.at[4 * row + 1] = sum;
        state.at[4 * row + 2] = targetLogit;
        state.at[4 * row + 3] = 0.0;
        predictedIds.at[row] = int(id);
    }
}
