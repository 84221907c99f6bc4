// sum = input + residual, and of the sum as it is stored: output = layer norm of sum by row; statistics[row] = (mean, rstd)
#include "include/buffers.glsl"
#include "include/rows.glsl"

layout(push_constant) uniform PushConstants
{
    inputsType inputs;
    residualType residual;
    Floats gain;
    Floats bias;
    outputsType outputs;
    sumType sum;
    Floats statistics;
    uint rows;
    uint columns;
    float epsilonFloat;
};

#define NORMALIZED sum
#include "include/layer_norm.glsl"

void main()
{
    uint row = groupIndex();
    if (row >= rows)
        return;

    float total = 0.0;
    for (uint column = gl_LocalInvocationIndex; column < columns; column += LANES)
    {
        uint i = row * columns + column;
        store(sum, i, load(inputs, i) + load(residual, i));
        total += load(sum, i);
    }
    normalizeRow(row, sumOverGroup(total) / float(columns));
}
