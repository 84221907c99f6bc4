// Where the elements of matrix_product's matrices lie, and what becomes of a finished sum.
#include "include/activation.glsl"

uint matrixStart(uint first, uint outerStride, uint innerStride)
{
    uint matrix = gl_WorkGroupID.z;
    return first + matrix / innerCount * outerStride + matrix % innerCount * innerStride;
}

float leftAt(uint start, uint row, uint k)
{
#ifdef TRANSPOSE_LEFT
    return left.at[start + k * leftRowStride + row];
#else
    return left.at[start + row * leftRowStride + k];
#endif
}

float rightAt(uint start, uint k, uint column)
{
#ifdef TRANSPOSE_RIGHT
    return right.at[start + column * rightRowStride + k];
#else
    return right.at[start + k * rightRowStride + column];
#endif
}

void storeOutput(uint start, uint row, uint column, float sum)
{
    if (row >= rows || column >= columns)
        return;

    uint i = start + row * outputRowStride + column;
    float result = scaleFloat * sum;
#ifdef BIAS
    result += bias.at[column];
#endif
#ifdef ACCUMULATE
    result += outputs.at[i];
#endif
    outputs.at[i] = result;
#if defined(GELU) || defined(TANH_GELU) || defined(RELU) || defined(SILU)
    activated.at[i] = activation(result);
#endif
}
