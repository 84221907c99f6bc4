// probabilities[r, ·] = softmax of scores[r, ·] over the columns that attentionMask[r / rowsPerSequence, ·] admits; 0 elsewhere,
// and throughout a row that has none. DROPOUT: what is left of them, times scaleFloat.
#include "include/buffers.glsl"
#include "include/scalars.glsl"

layout(push_constant) uniform PushConstants
{
    scoresType scores;
    Integers attentionMask;
    StepScalars scalars;
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
    FOR_FOURS(row, four)
    {
        bvec4 isKept = keptOfFour(row.sequence, four);
        FOR_COLUMNS(row, four, word, column)
            store(probabilities, index * columns + column, isKept[word] ? probabilityAt(index, column, softmax) * keptScale() : 0.0);
    }
}
