// output = (input − mean) · rstd · gain + bias by row; statistics[row] = (mean, rstd)
#include "include/buffers.glsl"
#include "include/rows.glsl"

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
    uint row = groupIndex();
    if (row >= rows)
        return;

    float sum = 0.0;
    for (uint column = gl_LocalInvocationIndex; column < columns; column += LANES)
        sum += load(inputs, row * columns + column);
    normalizeRow(row, sumOverGroup(sum) / float(columns));
}
