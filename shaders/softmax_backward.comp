// scoreGradient = p · (g − Σ p g) by row, p the probabilities and g their gradient
#include "include/buffers.glsl"
#include "include/rows.glsl"

layout(push_constant) uniform PushConstants
{
    probabilitiesType probabilities;
    probabilityGradientType probabilityGradient;
    scoreGradientType scoreGradient;
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
        sum += load(probabilities, i) * load(probabilityGradient, i);
    }
    sum = sumOverGroup(sum);

    for (uint column = gl_LocalInvocationIndex; column < columns; column += LANES)
    {
        uint i = row * columns + column;
        store(scoreGradient, i, load(probabilities, i) * (load(probabilityGradient, i) - sum));
    }
}
