// probabilities[r, ·] = softmax of scores[r, ·] over the columns that attentionMask[r / rowsPerSequence, ·] admits; 0 elsewhere,
// and throughout a row that has none
#include "include/buffers.glsl"
#include "include/rows.glsl"

layout(push_constant) uniform PushConstants
{
    scoresType scores;
    Integers attentionMask;
    probabilitiesType probabilities;
    uint rows;
    uint columns;
    uint rowsPerSequence;
};

const float lowest = -3.402823466e38;

void main()
{
    uint row = groupIndex();
    if (row >= rows)
        return;

    uint firstScore = row * columns;
    uint firstMask = row / rowsPerSequence * columns;
    float largest = lowest;
    for (uint column = gl_LocalInvocationIndex; column < columns; column += LANES)
    {
        if (attentionMask.at[firstMask + column] != 0)
            largest = max(largest, load(scores, firstScore + column));
    }
    largest = maxOverGroup(largest);

    float sum = 0.0;
    for (uint column = gl_LocalInvocationIndex; column < columns; column += LANES)
    {
        if (attentionMask.at[firstMask + column] != 0)
            sum += exp(load(scores, firstScore + column) - largest);
    }
    sum = sumOverGroup(sum);

    float scale = sum == 0.0 ? 0.0 : 1.0 / sum;
    for (uint column = gl_LocalInvocationIndex; column < columns; column += LANES)
    {
        bool isAdmitted = attentionMask.at[firstMask + column] != 0;
        float exponential = isAdmitted ? exp(load(scores, firstScore + column) - largest) : 0.0;
        store(probabilities, firstScore + column, exponential * scale);
    }
}
