// sum = input + residual, with DROPOUT what is left of input, and of the sum as it is stored: output = layer norm of sum by row;
// statistics[row] = (mean, rstd)
#include "include/buffers.glsl"
#include "include/scalars.glsl"

layout(push_constant) uniform PushConstants
{
    inputsType inputs;
    residualType residual;
    Floats gain;
    Floats bias;
    StepScalars scalars;
    outputsType outputs;
    sumType sum;
    Floats statistics;
    uint rows;
    uint columns;
    float epsilonFloat;
    uint rowsPerSequence;
    uint threshold;
    float scaleFloat;
    uint site;
};

#define NORMALIZED sum
#include "include/layer_norm.glsl"

void main()
{
    uint index = groupIndex();
    if (index >= rows)
        return;

    Row row = rowOf(index);
    float total = 0.0;
    FOR_FOURS(row, four)
    {
        bvec4 isKept = keptOfFour(row.sequence, four);
        FOR_COLUMNS(row, four, word, column)
        {
            uint i = index * columns + column;
            // Rounded by itself on every device: it may decide between two numbers of 16 bits
            precise float kept = isKept[word] ? load(inputs, i) * keptScale() : 0.0;
            store(sum, i, kept + load(residual, i));
            total += load(sum, i);
        }
    }
    normalizeRow(index, row, sumOverGroup(total) / float(columns));
}
