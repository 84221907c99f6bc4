// norm = (‖g‖, min(1, clipNormFloat / ‖g‖) · 2^−e, 1 if ‖g‖ is finite else 0, 0), ‖g‖ = √(Σ partials) · 2^−e, e = lossScaleExponent. One
// group.
#include "include/buffers.glsl"
#include "include/rows.glsl"
#include "include/scalars.glsl"

layout(push_constant) uniform PushConstants
{
    Floats partials;
    StepScalars scalars;
    Floats norm;
    uint blocks;
    float clipNormFloat;
};

void main()
{
    float sum = 0.0;
    for (uint block = gl_LocalInvocationIndex; block < blocks; block += LANES)
        sum += partials.at[block];
    float unscale = powerOfTwo(-int(scalars.lossScaleExponent));
    float gradientNorm = sqrt(sumOverGroup(sum)) * unscale;

    if (gl_LocalInvocationIndex == 0)
    {
        // By the bits of the exponent: a driver may take isnan for never
        const uint exponent = 0x7F800000u;
        bool isFinite = (floatBitsToUint(gradientNorm) & exponent) != exponent;
        norm.at[0] = gradientNorm;
        norm.at[1] = (gradientNorm > clipNormFloat ? clipNormFloat / gradientNorm : 1.0) * unscale;
        norm.at[2] = isFinite ? 1.0 : 0.0;
        norm.at[3] = 0.0;
    }
}
