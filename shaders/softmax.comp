// probabilities[r, ·] = softmax of scores[r, ·] over the columns that attentionMask[r / rowsPerSequence, ·] admits; 0 elsewhere,
// and throughout a row that has none; logSumExp[r] = log Σ exp(scores[r, ·]) there, or 0. DROPOUT: what is left of them, times scaleFloat.
#include "include/buffers.glsl"
#include "include/scalars.glsl"

layout(push_constant) uniform PushConstants
{
    scoresType scores;
    Integers attentionMask;
    StepScalars scalars;
    Floats logSumExp;
    probabilitiesType probabilities;
    uint rows;
    uint columns;
    uint rowsPerSequence;
    uint threshold;
    float scaleFloat;
    uint site;
};

#include "include/softmax.glsl"

void main()
{
    uint index = groupIndex();
    if (index >= rows)
        return;

    Row row = rowOf(index);
    Softmax softmax = softmaxOf(index, row);
    if (gl_LocalInvocationIndex == 0)
        logSumExp.at[index] = softmax.logSumExp;
    FOR_FOURS(row, four)
    {
        bvec4 isKept = keptOfFour(row.sequence, four);
        FOR_COLUMNS(row, four, word, column)
            store(probabilities, index * columns + column, isKept[word] ? exponentialAt(index, column, softmax.largest) * softmax.scale * keptScale() : 0.0);
    }
}
