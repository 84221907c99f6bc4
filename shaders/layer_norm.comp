// output = (input − mean) · rstd · gain + bias by row; statistics[row] = (mean, rstd)
#include "include/buffers.glsl"

layout(push_constant) uniform PushConstants
{
    inputsType inputs;
    Floats gain;
    Floats bias;
    outputsType outputs;
    Floats statistics;
    uint rows;
    uint columns;
    float epsilonFloat;
};

#define NORMALIZED inputs
#include "include/layer_norm.glsl"

void main()
{
    uint index = groupIndex();
    if (index >= rows)
        return;

    Row row = rowOf(index);
    float sum = 0.0;
    FOR_FOURS(row, four)
    {
        FOR_COLUMNS(row, four, word, column)
            sum += load(inputs, index * columns + column);
    }
    normalizeRow(index, row, sumOverGroup(sum) / float(columns));
}
