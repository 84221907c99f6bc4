// With x̂ = (input − mean) · rstd and g = outputGradient · gain, by row:
// inputGradient = rstd · (g − mean(g) − x̂ · mean(g x̂))
#include "include/buffers.glsl"
#include "include/rows.glsl"

layout(push_constant) uniform PushConstants
{
    inputsType inputs;
    Floats statistics;
    Floats gain;
    outputGradientType outputGradient;
    inputGradientType inputGradient;
    uint rows;
    uint columns;
};

void main()
{
    uint row = groupIndex();
    if (row >= rows)
        return;

    float mean = statistics.at[2 * row];
    float rstd = statistics.at[2 * row + 1];
    float gradientSum = 0.0;
    float productSum = 0.0;
    for (uint column = gl_LocalInvocationIndex; column < columns; column += LANES)
    {
        uint i = row * columns + column;
        float gradient = load(outputGradient, i) * gain.at[column];
        gradientSum += gradient;
        productSum += gradient * (load(inputs, i) - mean) * rstd;
    }
    float gradientMean = sumOverGroup(gradientSum) / float(columns);
    float productMean = sumOverGroup(productSum) / float(columns);

    for (uint column = gl_LocalInvocationIndex; column < columns; column += LANES)
    {
        uint i = row * columns + column;
        float normalized = (load(inputs, i) - mean) * rstd;
        store(inputGradient, i, rstd * (load(outputGradient, i) * gain.at[column] - gradientMean - normalized * productMean));
    }
}
