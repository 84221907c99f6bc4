// scoreGradient = p · (g − Σ p g) by row, p the probabilities and g their gradient
#include "include/buffers.glsl"
#include "include/rows.glsl"

layout(push_constant) uniform PushConstants
{
    Floats probabilities;
    Floats probabilityGradient;
    Floats scoreGradient;
    uint rows;
    uint columns;
};

void main()
{
    uint row = groupIndex();
    if (row >= rows)
        return;

    float sum = 0.0;
    for (uint column = gl_LocalInvocationIndex; column < columns; column += LANES)
    {
        uint i = row * columns + column;
        sum += probabilities.at[i] * probabilityGradient.at[i];
    }
    sum = sumOverGroup(sum);

    for (uint column = gl_LocalInvocationIndex; column < columns; column += LANES)
    {
        uint i = row * columns + column;
        scoreGradient.at[i] = probabilities.at[i] * (probabilityGradient.at[i] - sum);
    }
}
