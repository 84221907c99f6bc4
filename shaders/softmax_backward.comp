// With p = exp(scores − logSumExp) the softmax of the scores, m what dropout multiplies it by (1 without DROPOUT) and g the gradient of m p, by row:
// scoreGradient = p · (m g − Σ p m g), and probabilities = m p
#include "include/buffers.glsl"
#include "include/scalars.glsl"

layout(push_constant) uniform PushConstants
{
    scoresType scores;
    Integers attentionMask;
    Floats logSumExp;
    probabilityGradientType probabilityGradient;
    StepScalars scalars;
    probabilitiesType probabilities;
    scoreGradientType scoreGradient;
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
    float shift = logSumExp.at[index];
    float sum = 0.0;
    FOR_FOURS(row, four)
    {
        bvec4 isKept = keptOfFour(row.sequence, four);
        FOR_COLUMNS(row, four, word, column)
        {
            float gradient = isKept[word] ? load(probabilityGradient, index * columns + column) * keptScale() : 0.0;
            sum += exponentialAt(index, column, shift) * gradient;
        }
    }
    sum = sumOverGroup(sum);

    FOR_FOURS(row, four)
    {
        bvec4 isKept = keptOfFour(row.sequence, four);
        FOR_COLUMNS(row, four, word, column)
        {
            uint i = index * columns + column;
            float probability = exponentialAt(index, column, shift);
            float gradient = isKept[word] ? load(probabilityGradient, i) * keptScale() : 0.0;
            store(scoreGradient, i, probability * (gradient - sum));
            store(probabilities, i, isKept[word] ? probability * keptScale() : 0.0);
        }
    }
}
