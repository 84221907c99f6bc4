// With x̂ = (input − mean) · rstd and g = outputGradient · gain, by row:
// inputGradient = rstd · (g − mean(g) − x̂ · mean(g x̂))
#include "include/buffers.glsl"
#include "include/rows.glsl"

layout(push_constant) uniform PushConstants
{
    Floats inputs;
    Floats statistics;
    Floats gain;
    Floats outputGradient;
    Floats inputGradient;
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
        float gradient = outputGradient.at[i] * gain.at[column];
        gradientSum += gradient;
        productSum += gradient * (inputs.at[i] - mean) * rstd;
    }
    float gradientMean = sumOverGroup(gradientSum) / float(columns);
    float productMean = sumOverGroup(productSum) / float(columns);

    for (uint column = gl_LocalInvocationIndex; column < columns; column += LANES)
    {
        uint i = row * columns + column;
        float normalized = (inputs.at[i] - mean) * rstd;
        inputGradient.at[i] = rstd * (outputGradient.at[i] * gain.at[column] - gradientMean - normalized * productMean);
    }
}
