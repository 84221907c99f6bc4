// With x̂ = (input − mean) · rstd and g = outputGradient · gain, by row:
// inputGradient = rstd · (g − mean(g) − x̂ · mean(g x̂)). DROPOUT: and droppedGradient = what is left of it
#include "include/buffers.glsl"
#include "include/scalars.glsl"

layout(push_constant) uniform PushConstants
{
    inputsType inputs;
    Floats statistics;
    Floats gain;
    outputGradientType outputGradient;
    StepScalars scalars;
    inputGradientType inputGradient;
    droppedGradientType droppedGradient;
    uint rows;
    uint columns;
    uint rowsPerSequence;
    uint threshold;
    float scaleFloat;
    uint site;
};

#include "include/row_fours.glsl"

void main()
{
    uint index = groupIndex();
    if (index >= rows)
        return;

    Row row = rowOf(index);
    float mean = statistics.at[2 * index];
    float rstd = statistics.at[2 * index + 1];
    float gradientSum = 0.0;
    float productSum = 0.0;
    FOR_FOURS(row, four)
    {
        FOR_COLUMNS(row, four, word, column)
        {
            uint i = index * columns + column;
            float gradient = load(outputGradient, i) * gain.at[column];
            gradientSum += gradient;
            productSum += gradient * (load(inputs, i) - mean) * rstd;
        }
    }
    float gradientMean = sumOverGroup(gradientSum) / float(columns);
    float productMean = sumOverGroup(productSum) / float(columns);

    FOR_FOURS(row, four)
    {
        bvec4 isKept = keptOfFour(row.sequence, four);
        FOR_COLUMNS(row, four, word, column)
        {
            uint i = index * columns + column;
            float normalized = (load(inputs, i) - mean) * rstd;
            float gradient = rstd * (load(outputGradient, i) * gain.at[column] - gradientMean - normalized * productMean);
            store(inputGradient, i, gradient);
#ifdef DROPOUT
            store(droppedGradient, i, isKept[word] ? gradient * keptScale() : 0.0);
#endif
        }
    }
}
