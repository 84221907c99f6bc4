// sum = input + residual; output = layer norm of sum by row; statistics[row] = (mean, rstd)
#include "include/buffers.glsl"
#include "include/rows.glsl"

layout(push_constant) uniform PushConstants
{
    Floats inputs;
    Floats residual;
    Floats gain;
    Floats bias;
    Floats outputs;
    Floats sum;
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
        float added = inputs.at[i] + residual.at[i];
        sum.at[i] = added;
        total += added;
    }
    normalizeRow(row, sumOverGroup(total) / float(columns));
}
